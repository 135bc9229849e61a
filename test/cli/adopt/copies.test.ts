import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerAdopt } from "../../../src/cli/adopt/command";
import { callerOf, LocalAws, type LocalAnswer } from "../../support/aws/local-aws";
import { Project } from "../../support/cli/lifecycle";

const ACCOUNT = "111122223333";
const ENVIRONMENT = `account: "${ACCOUNT}"
region: eu-west-1
regions: { us-east-1: {}, ap-southeast-2: { repositoryPrefixes: ["team/"] } }
state: { local: {} }
repositoryDefaults: { lifecyclePolicy: standard, imageTagMutability: IMMUTABLE, scanOnPush: false }
lifecyclePolicies: { standard: { keepNewest: 30 } }
`;
const DECLARED =
  "repositories: [{ repositoryName: team/api }, { repositoryName: team/web }, { repositoryName: team/new }]\n";
const STANDARD = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: "Keep the newest 30 of all images",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
      action: { type: "expire" },
    },
  ],
});

/** The repositories of each region, with their lifecycle policies. */
type Registries = Readonly<Record<string, Readonly<Record<string, { policy?: string; described?: object }>>>>;

let project: Project;
let aws: LocalAws;
let registries: Registries;

const notFound = (type: string): LocalAnswer => ({ status: 400, body: { __type: type, message: "none" } });

beforeAll(async () => {
  aws = await LocalAws.start();
  aws.answers = {
    GetCallerIdentity: () => callerOf(ACCOUNT),
    DescribeRepositories: (_, region) => ({
      body: {
        repositories: Object.entries(registries[region] ?? {}).map(([repositoryName, { described }]) => ({
          repositoryName,
          repositoryArn: `arn:aws:ecr:${region}:${ACCOUNT}:repository/${repositoryName}`,
          registryId: ACCOUNT,
          imageTagMutability: "IMMUTABLE",
          encryptionConfiguration: { encryptionType: "AES256" },
          ...described,
        })),
      },
    }),
    GetLifecyclePolicy: ({ repositoryName }, region) => {
      const { policy } = registries[region]?.[String(repositoryName)] ?? {};
      return policy === undefined
        ? notFound("LifecyclePolicyNotFoundException")
        : { body: { lifecyclePolicyText: policy } };
    },
    GetRepositoryPolicy: () => notFound("RepositoryPolicyNotFoundException"),
    ListTagsForResource: () => ({ body: { tags: [] } }),
  };
});
afterAll(() => aws.stop());
beforeEach(() => {
  project = new Project(registerAdopt);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
});
afterEach(() => {
  project.remove();
});

const environment = (): string => readFileSync(join(project.root, "environments/dev/environment.yaml"), "utf8");

test("repositories are adopted with the copies that exist, which are compared with what is declared now", async () => {
  registries = {
    "eu-west-1": { "team/api": { policy: STANDARD }, "team/web": { policy: STANDARD } },
    "us-east-1": { "team/api": {}, "other/x": {} },
    "ap-southeast-2": { "team/api": { policy: STANDARD }, "team/web": { policy: STANDARD } },
  };
  const { stdout, error, exitCode } = await project.run(
    ...["adopt", "dev", "--from", "aws"],
    ...["--registry", "skip", "--public", "skip"],
  );
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 0 });
  expect(stdout).toBe(`2 repositories adopted
1 copy in us-east-1 listed under imports
2 copies in ap-southeast-2 listed under imports
  environments/dev/repositories/team.yaml: 2 repositories
  environments/dev/environment.yaml: environment file
note: the first deployment will change the copy of team/api in us-east-1: lifecyclePolicy: declared 1 rule, found nothing

# The plan must not destroy anything, and must change only what the notes mention.
# It imports resources and adds guards (terraform_data).
npx cdktf diff dev-us-east-1-registry
npx cdktf diff dev-ap-southeast-2-registry
npx cdktf diff dev-registry
npx cdktf deploy dev-us-east-1-registry dev-ap-southeast-2-registry dev-registry
# Remove the import blocks.
npx ecr adopt dev --finish
`);
  expect(environment()).toContain("imports:\n  - team/api\n  - team/web\n");
  expect(environment()).toMatch(
    /us-east-1: \{ imports: \[ \{ repositoryName: team\/api, without: \[ lifecyclePolicy \] \} \] \}/,
  );
});

test("copies of a region are imported alone, and what would replace one is left out", async () => {
  project.write("environments/dev/repositories/team.yaml", DECLARED);
  registries = {
    "eu-west-1": {},
    "us-east-1": {
      "team/api": { policy: STANDARD, described: { imageTagMutability: "MUTABLE" } },
      "team/web": { policy: STANDARD, described: { encryptionConfiguration: { encryptionType: "KMS", kmsKey: "k" } } },
    },
    "ap-southeast-2": { "team/api": {} },
  };
  const before = environment();
  const dry = await project.run("adopt", "dev/us-east-1", "--from", "aws", "--dry-run");
  expect(dry.stdout).toContain("1 copy in us-east-1 to list under imports\n");
  expect(environment()).toBe(before);

  const { stdout, exitCode } = await project.run("adopt", "dev/us-east-1", "--from", "aws");
  expect(exitCode).toBe(1);
  expect(stdout).toBe(`1 copy in us-east-1 listed under imports
left out: team/web in us-east-1: encryptionConfiguration.encryptionType: declared AES256, found KMS. AWS cannot change the encryption of a repository, so Terraform would replace the copy. Delete the copy, deploy, and copy the images again with npx ecr replicate <environment> --backfill
note: the first deployment will change the copy of team/api in us-east-1: imageTagMutability: declared IMMUTABLE, found MUTABLE

# The plan must not destroy anything, and must change only what the notes mention.
npx cdktf diff dev-us-east-1-registry
npx cdktf deploy dev-us-east-1-registry
# Remove the import blocks.
npx ecr adopt dev --finish
`);
  expect(environment()).toMatch(/us-east-1:\s*\{\s*imports:\s*\[\s*team\/api\s*\]\s*\}/);
  expect((await project.run("adopt", "dev/us-east-1", "--from", "aws", "-o", "json")).stdout).toContain('"copies": []');
  const exact = await project.run("adopt", "dev/ap-southeast-2", "--from", "aws", "--exact", "-o", "json");
  expect(JSON.parse(exact.stdout)).toMatchObject({
    written: false,
    copies: [],
    copiesLeftOut: [{ repositoryName: "team/api", region: "ap-southeast-2" }],
  });
});

test("an additional region has only copies, so nothing else is adopted there", async () => {
  const run = async (...args: string[]) => (await project.run("adopt", "dev/us-east-1", ...args)).error;
  expect(await run("--from", "repositories.json")).toContain("--from: expected only aws");
  expect(await run("--from", "aws", "--no-imports")).toContain("--no-imports cannot be combined with ENV/REGION");
  expect(await run("--from", "aws", "--registry", "only")).toContain("--registry cannot be combined with ENV/REGION");
  expect(await run("--finish")).toContain("expected an environment without a region, found dev/");
  expect((await project.run("adopt", "dev/eu-west-3", "--from", "aws")).error).toContain(
    'expected a region of dev (dev/eu-west-1, dev/us-east-1 or dev/ap-southeast-2), found "eu-west-3"',
  );
});

test("imports of a region are finished once the state of its own stack has them", async () => {
  project.write(
    "environments/dev/environment.yaml",
    ENVIRONMENT.replace("us-east-1: {}", "us-east-1: { imports: [team/api, team/web] }"),
  );
  project.write("environments/dev/repositories/team.yaml", DECLARED);
  const addresses = ["aws_ecr_repository.team_api", "aws_ecr_lifecycle_policy.team_api"];
  const state = `dev-us-east-1-registry=${project.write("state", addresses.join("\n"))}`;
  const { stdout, exitCode } = await project.run(
    "adopt",
    "dev",
    "--finish",
    "--state",
    state,
    "--dry-run",
    "-o",
    "json",
  );
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    finished: [],
    regions: { "us-east-1": { finished: ["team/api"], left: [{ repositoryName: "team/web" }] } },
  });
  const text = await project.run("adopt", "dev", "--finish", "--state", state);
  expect(text.stdout).toBe(`Removed 1 of 2 imports (already in Terraform's state)
kept the import of team/web in dev-us-east-1-registry: not yet in Terraform's state: aws_ecr_repository.team_web, aws_ecr_lifecycle_policy.team_web
Deploy dev-us-east-1-registry, then run npx ecr adopt dev --finish again
`);
  expect(environment()).toMatch(/us-east-1: \{ imports: \[\s*team\/web\s*\] \}/);
});
