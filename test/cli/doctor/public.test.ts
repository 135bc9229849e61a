import { registerDoctor } from "../../../src/cli/doctor/command";
import { callerOf, LocalAws } from "../../support/aws/local-aws";
import { publicEcr, pushPolicy, type PublicRepository } from "../../support/aws/public-ecr";
import { ENVIRONMENT, Project } from "../../support/cli/lifecycle";

const project = new Project(registerDoctor);
let aws: LocalAws;

beforeAll(() => {
  const declared = ["tools/cli, catalog: { usage: docker run }", "tools/plain", "tools/new"].map(
    (text) => `  - { repositoryName: ${text} }\n`,
  );
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}publicRepositories:\n${declared.join("")}`);
});
beforeEach(async () => {
  aws = await LocalAws.start();
});
afterEach(() => aws.stop());
afterAll(() => {
  project.remove();
});

async function diagnoses(repositories: Readonly<Record<string, PublicRepository>>): Promise<object[]> {
  aws.answers = {
    GetCallerIdentity: () => callerOf("111122223333"),
    "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories": () => ({ body: { repositories: [] } }),
    ...publicEcr(repositories),
  };
  const { stdout } = await project.run("doctor", "dev", "-o", "json");
  const all = (JSON.parse(stdout) as { diagnoses: { id: string; evidence: string }[] }).diagnoses;
  return all.filter(({ id }) => id.startsWith("repository/"));
}

test("a public repository that is missing, that differs, and a policy that is not declared have a cause and a fix", async () => {
  const policy = pushPolicy("arn:aws:iam::111122223333:role/release");
  expect(await diagnoses({ "tools/cli": {}, "tools/plain": { policy } })).toEqual([
    {
      id: "repository/differs",
      verdict: "cause",
      about: "public:tools/cli",
      evidence:
        'the repository in AWS differs from its declaration: catalog.usage: declared "docker run", found nothing',
      fix: "review with npx cdktf diff dev-registry, then run npx cdktf deploy dev-registry",
    },
    {
      id: "repository/not-deployed",
      verdict: "cause",
      about: "public:tools/new",
      evidence: "it is declared, but does not exist in account 111122223333, us-east-1",
      fix: "npx cdktf deploy dev-registry",
    },
    {
      id: "repository/unmanaged-policy",
      verdict: "cause",
      about: "public:tools/plain",
      evidence:
        "the repository in AWS differs from its declaration: repositoryPolicy: declared nothing, found 1 statement",
      fix: 'declare the policy and add "public:tools/plain" to "imports" in the environment, or delete the policy: aws ecr-public delete-repository-policy --region us-east-1 --repository-name tools/plain',
    },
  ]);
});

test("public repositories that are as declared are one line", async () => {
  const found = await diagnoses({
    ...{ "tools/plain": {}, "tools/new": {} },
    "tools/cli": { catalog: { usageText: "docker run" } },
  });
  expect(found).toEqual([
    expect.objectContaining({
      verdict: "ok",
      evidence: "3 public repositories exist in account 111122223333, us-east-1, as declared",
    }),
  ]);
});

test("a single public repository is refused, with the command that compares it", async () => {
  const { error } = await project.run("doctor", "dev", "tools/cli");
  expect(error).toBe(
    'expected a private repository, found "tools/cli". To compare the public repository with its declaration, run npx ecr status dev public:tools/cli',
  );
});
