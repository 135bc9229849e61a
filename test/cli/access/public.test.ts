import { registerAccess } from "../../../src/cli/access/command";
import { callerOf, LocalAws } from "../../support/aws/local-aws";
import { publicEcr, pushPolicy } from "../../support/aws/public-ecr";
import { ENVIRONMENT, Project } from "../../support/cli/lifecycle";

const ROLE = "arn:aws:iam::111122223333:role/release";
const PARTNER = "arn:aws:iam::444455556666:role/build";
const project = new Project(registerAccess);

beforeAll(() => {
  project.write(
    "environments/dev/environment.yaml",
    `${ENVIRONMENT}publicRepositories:
  - { repositoryName: tools/cli, pushPrincipals: ["${ROLE}", "${PARTNER}"] }
  - { repositoryName: tools/plain }
registry:
  policy:
    Version: "2012-10-17"
    Statement:
      - { Sid: Partner, Effect: Allow, Principal: { AWS: "arn:aws:iam::777788889999:root" }, Action: "ecr:BatchImportUpstreamImage", Resource: "*" }
ciRoles:
  - roleName: push
    github: { repository: acme/api, branch: main }
    repositories: [team/api]
`,
  );
  project.write("environments/dev/repositories/list.yaml", "repositories: [{ repositoryName: team/api }]\n");
});
afterAll(() => {
  project.remove();
});

test("the matrix shows who may push to public repositories, and that everyone may pull", async () => {
  const { stdout, exitCode } = await project.run("access", "dev", "tools/cli", "public:tools/plain");
  expect(stdout).toBe(`public:tools/cli
  PRINCIPAL                             PULL  PUSH     DELETE   POLICY
  everyone (*)                          yes   no       no       no
      pull: everyone may pull from a public repository, and no policy can prevent it
  account 111122223333 (this account)   yes   depends  depends  depends
      push, delete images, change policy: if the IAM policies of account 111122223333 allow it
  role/release                          yes   yes      depends  depends
      push: repository policy, statement AllowPush
      delete images, change policy: if its own IAM policies allow it
  arn:aws:iam::444455556666:role/build  yes   depends  no       no
      push: repository policy, statement AllowPush; if its own IAM policies in account 444455556666 allow it

public:tools/plain
  PRINCIPAL                            PULL  PUSH     DELETE   POLICY
  everyone (*)                         yes   no       no       no
      pull: everyone may pull from a public repository, and no policy can prevent it
  account 111122223333 (this account)  yes   depends  depends  depends
      push, delete images, change policy: if the IAM policies of account 111122223333 allow it

dev (account 111122223333, eu-west-1). Based on the declarations. Service control policies, session policies and VPC endpoint policies are not evaluated.
Principals in other accounts also need an identity policy that allows the access. To print these policies, run: npx ecr access dev --other-side
`);
  expect(exitCode).toBe(0);
});

test("all repositories are shown, and a name that is not declared has a suggestion", async () => {
  const { stdout } = await project.run("access", "dev", "-o", "json");
  const { groups } = JSON.parse(stdout) as { groups: { repositories: string[]; principals: { name: string }[] }[] };
  expect(groups.flatMap(({ repositories }) => repositories)).toEqual([
    ...["team/api", "public:tools/cli", "public:tools/plain"],
  ]);
  // The policy of the private registry and its roles are not about public repositories.
  expect(groups[2]?.principals.map(({ name }) => name)).toEqual(["*", "111122223333"]);
  const { error } = await project.run("access", "dev", "public:tools/clo");
  expect(error).toBe('dev does not declare a repository "public:tools/clo". Did you mean "public:tools/cli"?');
});

test("principals of other accounts need the public registry's login, and no permission to pull", async () => {
  const { stdout } = await project.run("access", "dev", "--other-side", "--principal", PARTNER);
  expect(JSON.parse(stdout)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LogInToPublic",
        Effect: "Allow",
        Action: ["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"],
        Resource: "*",
      },
      {
        Sid: "Push",
        Effect: "Allow",
        Action: expect.arrayContaining(["ecr-public:PutImage"]),
        Resource: ["arn:aws:ecr-public::111122223333:repository/tools/cli"],
      },
    ],
  });
});

test("expectations are about public repositories too, from which everyone may pull", async () => {
  const about = (action: string, principals: readonly string[], pattern = "*"): object => ({
    onlyThese: { action, principals, repositories: [pattern] },
  });
  const file = (...expectations: readonly object[]): string => project.write("expected.json", { expectations });
  const met = await project.run(
    ...[
      "access",
      "dev",
      "--expect",
      file(about("pull", ["111122223333"], "team/*"), about("push", [PARTNER, "111122223333"]), {
        allOfThese: { action: "pull", principals: ["777788889999"], repositories: ["public:*"] },
      }),
    ],
  );
  expect(met).toEqual({
    stdout: "dev: all expectations met (3 expectations, 3 repositories)\n",
    stderr: "",
    error: undefined,
    exitCode: 0,
  });
  const broken = await project.run("access", "dev", "--expect", file(about("push", ["111122223333"])));
  const noneOutside = { action: "pull", organization: "o-abcdefghij" };
  const open = await project.run("access", "dev", "--expect", file({ noneOutside }));
  expect(open.stdout).toContain(
    "expected no one outside o-abcdefghij to pull from public:tools/cli, found everyone (*): everyone may pull from a public repository",
  );
  expect(broken.stdout).toContain(
    `to push to public:tools/cli, found ${PARTNER}: repository policy, statement AllowPush`,
  );
});

describe("--live", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  test("reads their policies in us-east-1, and reports those that AWS refuses", async () => {
    aws.answers = {
      GetCallerIdentity: () => callerOf("111122223333"),
      GetRegistryPolicy: () => ({ status: 400, body: { __type: "RegistryPolicyNotFoundException", message: "none" } }),
      ...publicEcr({ "tools/cli": { policy: pushPolicy("arn:aws:iam::555566667777:role/other") } }),
    };
    const { stdout, exitCode } = await project.run("access", "dev", "--live", "tools/cli", "tools/plain", "-o", "json");
    const { groups, unread } = JSON.parse(stdout) as {
      groups: { repositories: string[]; principals: { name: string }[] }[];
      unread: object[];
    };
    expect(groups.map(({ principals }) => principals.map(({ name }) => name))).toEqual([
      ["*", "111122223333", "arn:aws:iam::555566667777:role/other", "arn:aws:iam::111122223333:role/push"],
    ]);
    expect(unread).toEqual([
      {
        repositoryName: "public:tools/plain",
        why: "dev: cannot read the policy of public:tools/plain: RepositoryNotFoundException (account 111122223333, us-east-1)",
      },
    ]);
    expect(aws.authorizations.filter((text) => text.includes("/us-east-1/ecr-public/"))).toHaveLength(2);
    expect(exitCode).toBe(1);
  });
});
