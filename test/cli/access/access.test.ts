import { rmSync } from "node:fs";
import { join } from "node:path";
import { registerAccess } from "../../../src/cli/access/command";
import { Project } from "../../support/cli/lifecycle";

const ENVIRONMENT = `account: "111122223333"
region: eu-west-1
state: { s3: { bucket: acme-terraform-state } }
operator: { install: manifests, manages: ["sandbox/"], serviceAccountMode: none }
cluster: { eks: acme }
ciRoles:
  - roleName: api-push
    github: { repository: acme/api, branch: main }
    repositories: ["team/"]
`;
const REPOSITORIES = `repositories:
  - repositoryName: team/api
    pullPrincipals: ["444455556666"]
    pushPrincipals: ["arn:aws:iam::111122223333:role/deploy"]
  - repositoryName: team/web
`;
let project: Project;

beforeAll(() => {
  project = new Project(registerAccess);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/list.yaml", REPOSITORIES);
});

afterAll(() => {
  project.remove();
});

test("the table names who may do what, and by which statement", async () => {
  const { stdout, error, exitCode } = await project.run("access", "dev");
  expect(error).toBeUndefined();
  expect(exitCode).toBe(0);
  expect(stdout).toBe(`team/api
  PRINCIPAL                            PULL     PUSH     DELETE   POLICY
  account 444455556666                 depends  no       no       no
      pull: repository policy, statement AllowPull; if the IAM policies of account 444455556666 allow it
  account 111122223333 (this account)  depends  depends  depends  depends
      pull, push, delete images, change policy: if the IAM policies of account 111122223333 allow it
  role/deploy                          yes      yes      depends  depends
      pull, push: repository policy, statement AllowPush
      delete images, change policy: if its own IAM policies allow it
  role/api-push (CI role)              yes      yes      no       no
      pull, push: policy push, statement Push

team/web
  PRINCIPAL                            PULL     PUSH     DELETE   POLICY
  account 111122223333 (this account)  depends  depends  depends  depends
      pull, push, delete images, change policy: if the IAM policies of account 111122223333 allow it
  role/api-push (CI role)              yes      yes      no       no
      pull, push: policy push, statement Push

dev (account 111122223333, eu-west-1). Based on the declarations. Service control policies, session policies and VPC endpoint policies are not evaluated.
Principals in other accounts also need an identity policy that allows the access. To print these policies, run: npx ecr access dev --other-side
`);
});

test("a principal that no policy names is decided too, and the operator's denial is named", async () => {
  const operator = "arn:aws:iam::111122223333:role/infra-operator-ecr-role";
  const { stdout } = await project.run("access", "dev", "team/web", "--principal", operator, "777788889999");
  expect(stdout).toContain(
    "  role/infra-operator-ecr-role (operator's role)  no    no    no      no\n      push, delete images, change policy: denied by policy infra-operator-ecr-role-1, statement DenyChangesElsewhere\n",
  );
  expect(stdout).toContain("  account 777788889999                            no    no    no      no\n");
  expect(stdout).not.toContain("team/api");
});

test("JSON has groups of repositories with the same access", async () => {
  const { stdout } = await project.run("access", "dev", "-o", "json");
  const record = JSON.parse(stdout) as { groups: { repositories: string[]; principals: { name: string }[] }[] };
  expect(record).toMatchObject({
    environment: "dev",
    account: "111122223333",
    region: "eu-west-1",
    source: "declarations",
    unread: [],
    faults: [],
  });
  expect(record.groups[1]).toEqual({
    repositories: ["team/web"],
    principals: [
      expect.objectContaining({ name: "111122223333", kind: "account" }),
      {
        name: "arn:aws:iam::111122223333:role/api-push",
        kind: "role",
        account: "111122223333",
        purpose: "CI role",
        access: expect.objectContaining({
          push: {
            answer: "allowed",
            statements: [{ effect: "Allow", policy: "identity", statement: "push, statement Push", conditions: [] }],
            needs: [],
            alternatives: [],
          },
        }),
      },
    ],
  });
});

test("CSV has a row for each repository, principal and right", async () => {
  const { stdout } = await project.run("access", "dev", "team/api", "--principal", "444455556666", "-o", "csv");
  expect(stdout.split("\r\n")).toEqual([
    "repository,principal,kind,account,right,answer,reason",
    'team/api,444455556666,account,444455556666,pull,depends,"repository policy, statement AllowPull; if the IAM policies of account 444455556666 allow it"',
    "team/api,444455556666,account,444455556666,push,denied,",
    "team/api,444455556666,account,444455556666,deleteImages,denied,",
    "team/api,444455556666,account,444455556666,changePolicy,denied,",
    "",
  ]);
});

test("the other side is a document for one principal, and an object by principal for all", async () => {
  const one = await project.run("access", "dev", "--other-side", "--principal", "444455556666");
  const all = await project.run("access", "dev", "--other-side");
  const document = JSON.parse(one.stdout) as { Statement: { Sid: string }[] };
  expect(document.Statement.map(({ Sid }) => Sid)).toEqual(["LogIn", "Pull"]);
  expect(JSON.parse(all.stdout)).toEqual({ "444455556666": document });
});

test.each([
  [["access", "dev", "team/ap"], 'dev does not declare a repository "team/ap". Did you mean "team/api"?'],
  [
    ["access", "dev", "--principal", "ci"],
    '--principal: expected an account ID, the ARN of a role or user such as arn:aws:iam::111122223333:role/ci, a service such as lambda.amazonaws.com, or *, found "ci"',
  ],
  [
    ["access", "dev", "--other-side", "--principal", "777788889999"],
    "--other-side: expected policies that grant access to 777788889999, found none. Grant the access first, for example with pullPrincipals. Principals in the registry's account do not need such a policy",
  ],
])("%j is rejected", async (args, message) => {
  const { error, stdout } = await project.run(...args);
  expect(error).toBe(message);
  expect(stdout).toBe("");
});

describe("--all", () => {
  beforeAll(() => {
    project.write("environments/broken/environment.yaml", "account: 1\n");
  });

  afterAll(() => {
    rmSync(join(project.root, "environments/broken"), { recursive: true });
  });

  test("counts the repositories of each principal, and one environment with errors does not hide the others", async () => {
    const { stdout, exitCode } = await project.run("access", "--all");
    expect(exitCode).toBe(1);
    const cells = stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(cells).toContainEqual(["broken", "-", "-", "-", "-", "-"]);
    expect(cells).toContainEqual(["dev", "account 444455556666", "1 depends", "no", "no", "no"]);
    expect(cells).toContainEqual(["dev", "role/deploy", "1 yes", "1 yes", "1 depends", "1 depends"]);
    expect(stdout).toContain("\nbroken: environments/broken/environment.yaml:1:10: error: account: ");
    expect(stdout).toContain("\n2 environments (1 could not be read): 2 repositories. Based on the declarations.");
  });

  test("shows only the given principals", async () => {
    const { stdout, stderr } = await project.run("access", "--all", "--principal", "999988887777", "-o", "csv");
    const [heading, ...rows] = stdout.trimEnd().split("\r\n");
    expect(heading).toBe("environment,repository,principal,kind,account,right,answer,reason");
    expect(rows).toHaveLength(8);
    expect(rows[0]).toBe("dev,team/api,999988887777,account,999988887777,pull,denied,");
    expect(stderr).toMatch(/^broken: environments\/broken\/environment\.yaml:1:10: error: account: /m);
  });

  test.each([
    [["--all", "dev"], "--all cannot be combined with an environment. Leave one out"],
    [[], "expected an environment or --all, found neither. For example: npx ecr access dev"],
    [
      ["--all", "--other-side", "-o", "html"],
      "--all cannot be combined with --other-side and -o html. Name an environment instead of --all, or leave out --other-side and -o html",
    ],
  ])("%j is an error", async (args, message) => {
    expect((await project.run("access", ...args)).error).toBe(message);
  });
});
