import { registerRunnerPolicy } from "../../../src/cli/runner-policy/command";
import { Project } from "../../support/cli/lifecycle";

const ENVIRONMENT = `account: "111122223333"
region: eu-west-1
state: { s3: { bucket: acme-terraform-state } }
ciRoles:
  - { roleName: api-push, github: { repository: acme/api, branch: main }, repositories: ["team/api"] }
`;
const ROLE = "arn:aws:iam::111122223333:role/deploy";
let project: Project;

function list(count: number): string {
  return `repositories:\n${Array.from({ length: count }, (_, index) => `  - { repositoryName: team/service-${index} }\n`).join("")}`;
}

beforeAll(() => {
  project = new Project(registerRunnerPolicy);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write(
    "environments/dev/repositories/list.yaml",
    "repositories: [{ repositoryName: team/api, deletionPolicy: Retain }]\n",
  );
  const assumed = `${ENVIRONMENT.replace("api-push", "other")}provider: { assumeRole: { roleArn: "${ROLE}" } }\n`;
  project.write("environments/large/environment.yaml", assumed.replace("region: eu-west-1", "region: eu-west-3"));
  project.write("environments/large/repositories/list.yaml", `${list(300)}  - { repositoryName: team/api }\n`);
  project.write(
    "environments/cloud/environment.yaml",
    'account: "111122223333"\nregion: us-east-1\nstate: { cloud: { organization: acme } }\n',
  );
});

afterAll(() => {
  project.remove();
});

test("without a stack, an object with a policy for each", async () => {
  const { stdout, stderr, error } = await project.run("runner-policy", "dev");
  expect(error).toBeUndefined();
  expect(stderr).toBe("");
  const policies = JSON.parse(stdout) as Record<string, { Statement: { Sid: string }[] }>;
  expect(Object.keys(policies)).toEqual(["dev-registry", "dev-access"]);
  expect(policies["dev-registry"]?.Statement.map(({ Sid }) => Sid)).toEqual([
    ...["ListStateBucket", "ReadState", "ReadRepositories", "CreateRepositories"],
    ...["WriteState", "LockState", "UpdateRepositories"],
  ]);
});

test.each(["registry", "dev-registry"])("with the stack %s, its document alone", async (stack) => {
  const { stdout } = await project.run("runner-policy", "dev", stack, "--plan-only");
  expect(JSON.parse(stdout)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListStateBucket",
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: ["arn:aws:s3:::acme-terraform-state"],
      },
      {
        Sid: "ReadState",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: ["arn:aws:s3:::acme-terraform-state/cdktf-ecr/dev/registry.tfstate"],
      },
      {
        Sid: "ReadRepositories",
        Effect: "Allow",
        Action: ["ecr:DescribeRepositories", "ecr:ListTagsForResource"],
        Resource: ["arn:aws:ecr:eu-west-1:111122223333:repository/team/api"],
      },
    ],
  });
});

test("plans without a lock, and folded repositories, are noted", async () => {
  const { stdout, stderr, error } = await project.run("runner-policy", "large", "registry");
  expect(error).toBeUndefined();
  expect(Object.keys(JSON.parse(stdout) as object)).toEqual(["large-registry", "large-registry-provider"]);
  expect(stderr).toBe(
    `note: large-registry-provider is for ${ROLE}, which Terraform assumes\n` +
      "note: large-registry: the policies cannot list every repository within IAM's size limits, so they use 1 pattern: team/*. This pattern also matches other repositories\n",
  );
  const plan = await project.run("runner-policy", "dev", "--plan-only");
  expect(plan.stderr).toBe(
    "note: with these policies, run the plan without a lock: terraform plan -lock=false, or TF_CLI_ARGS_plan=-lock=false\n",
  );
});

test("a stack that needs nothing is noted", async () => {
  const { stdout, stderr } = await project.run("runner-policy", "cloud", "registry");
  expect([stdout, stderr]).toEqual(["{}\n", "note: cloud-registry does not need any permissions in AWS\n"]);
});

test("as Terraform, a policy for each", async () => {
  const { stdout } = await project.run("runner-policy", "dev", "access", "-o", "terraform");
  expect(stdout.split("\n").slice(0, 6).join("\n")).toMatch(
    /^# Stack dev-access, for the role that runs Terraform: 1,\d{3} of 6,144 characters\.\nresource "aws_iam_policy" "dev-access" \{\n {2}name {8}= "terraform-dev-access"\n/,
  );
  expect(stdout).toContain('Resource = ["arn:aws:iam::111122223333:role/api-push"]');
  expect(stdout.endsWith("}\n")).toBe(true);
});

test.each([
  [["dex"], 'expected an environment in environments/ (cloud, dev or large), found "dex". Did you mean "dev"?'],
  [["dev", "acess"], 'expected a stack of dev (registry or access), found "acess". Did you mean "access"?'],
  [["dev", "cluster"], 'expected a stack of dev (registry or access), found "cluster".'],
])("%s is an error", async (words, message) => {
  const { error, stdout } = await project.run("runner-policy", ...words);
  expect(error).toBe(message);
  expect(stdout).toBe("");
});
