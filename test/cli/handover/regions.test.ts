import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerHandover } from "../../../src/cli/handover/command";
import { requireAllRegions } from "../../../src/cli/support/environments";
import { callerOf, LocalAws } from "../../support/aws/local-aws";
import { Project } from "../../support/cli/lifecycle";

const ACCOUNT = "111122223333";
const ENVIRONMENT = `account: "${ACCOUNT}"
region: eu-west-1
regions:
  us-east-1: {}
  us-west-2: { repositoryPrefixes: [other/] }
state: { local: {} }
repositoryDefaults: { imageTagMutability: MUTABLE, scanOnPush: false }
operator: { install: helm, manages: [sandbox/] }
cluster: { eks: main }
`;
const NO_ROLE = `<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>none</Message></Error></ErrorResponse>`;

let project: Project;
let aws: LocalAws;

beforeAll(async () => {
  aws = await LocalAws.start();
  const none = (type: string) => ({ status: 400, body: { __type: type, message: "none" } });
  aws.answers = {
    GetCallerIdentity: () => callerOf(ACCOUNT),
    GetRole: () => ({ status: 404, body: NO_ROLE }),
    DescribeRepositories: (_, region) => ({
      body: {
        repositories: [
          {
            repositoryName: "team/api",
            repositoryArn: `arn:aws:ecr:${region}:${ACCOUNT}:repository/team/api`,
            registryId: ACCOUNT,
          },
        ],
      },
    }),
    GetLifecyclePolicy: () => none("LifecyclePolicyNotFoundException"),
    GetRepositoryPolicy: () => none("RepositoryPolicyNotFoundException"),
    ListTagsForResource: () => ({ body: { tags: [] } }),
  };
});
afterAll(() => aws.stop());
beforeEach(() => {
  project = new Project(registerHandover);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write(
    "environments/dev/repositories/team.yaml",
    "repositories: [{ repositoryName: team/api }, { repositoryName: team/web }]\n",
  );
  project.write("has", "aws_ecr_repository.team_api\n");
  project.write("none", "aws_ecr_repository.team_web\n");
});
afterEach(() => {
  project.remove();
});

/** @param copy file with the state of the copy's stack */
function handover(to: string, own: string, copy: string, ...more: readonly string[]) {
  const states = [`dev-registry=${project.root}/${own}`, `dev-us-east-1-registry=${project.root}/${copy}`];
  return project.run("handover", "dev", "team/api", "--to", to, ...more, "--state", ...states);
}

test("a repository is handed to the operator in all regions, and its copies are announced as nobody's", async () => {
  const { stdout, error } = await handover("operator", "has", "has");
  expect(error).toBeUndefined();
  expect(stdout).toContain(
    "The copies in us-east-1 stay in AWS, and ECR still replicates to them. Neither Terraform nor the operator manages them, because the operator works only in eu-west-1.",
  );
  expect(stdout).toContain("npx cdktf deploy dev-us-east-1-registry dev-us-west-2-registry dev-registry\n");
  project.write("environments/dev/repositories/team.yaml", "repositories: [{ repositoryName: team/web }]\n");
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}removed: [team/api]\n`);
  // The copy's stack still has it.
  expect((await handover("operator", "none", "has")).stdout).toMatch(/next +2\. deploy, so that Terraform stops/);
  expect((await handover("operator", "none", "none")).stdout).toMatch(/next +3\. add team\/api to "operator\.manages"/);
});

test("a repository that Terraform takes over imports its copies too, and its imports are cleaned up in all regions", async () => {
  project.write("environments/dev/repositories/team.yaml", "repositories: [{ repositoryName: team/web }]\n");
  const { error } = await handover("terraform", "none", "none", "--write");
  expect(error).toBeUndefined();
  const { environment } = requireAllRegions(project.root, "dev");
  const entry = { repositoryName: "team/api", without: [] };
  expect(environment.imports).toEqual([entry]);
  expect(environment.regions).toMatchObject([{ region: "us-east-1", imports: [entry] }, { imports: [] }]);
  expect((await handover("terraform", "has", "none")).stdout).toMatch(/next +4\. check that the plan/);
  expect((await handover("terraform", "has", "has", "--write")).stdout).toContain("Terraform owns team/api.");
  expect(readFileSync(join(project.root, "environments/dev/environment.yaml"), "utf8")).not.toContain("imports");
});

test("one region cannot be handed over", async () => {
  const { error } = await project.run("handover", "dev/us-east-1", "team/api", "--to", "operator");
  expect(error).toContain("found dev/us-east-1. The operator works only in the main region");
});
