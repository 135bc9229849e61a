import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  SetRepositoryPolicyCommand,
} from "@aws-sdk/client-ecr";
import { mapConcurrently } from "../../src/aws/map-concurrently";
import { EMULATED } from "../../src/emulator/emulator-env";
import { ecrProgram } from "../support/compiled";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { makeRegistrySettings } from "../support/e2e/registry-settings";
import { FaultyProxy } from "../support/e2e/faulty-proxy";
import { Project } from "../support/e2e/project";
import { makeRepository, variedRepositories } from "../support/e2e/varied-repositories";
import { type Ran, type Running } from "../support/e2e/workspace";

const REGION = "ap-south-1";
const MADE = variedRepositories(50, REGION);
const emulator = sharedEmulator(REGION);
const ecr = new ECRClient(emulator.config);

const ENVIRONMENT = `# Ours
account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { local: {} } # for trials
tags: { Owner: platform }
repositoryDefaults: { lifecyclePolicy: standard, deletionPolicy: Retain, forceDelete: false }
lifecyclePolicies:
  standard:
    rules:
      - rulePriority: 7
        selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 30 }
        action: { type: expire }
`;
const DECLARED = `repositories:
  # made by us
  - repositoryName: adopt-a/declared   # and kept
`;

const project = new Project(
  { "e2e/environment.yaml": ENVIRONMENT, "e2e/repositories/adopt-a.yaml": DECLARED },
  emulator.env,
);
project.workspace.keepProvider();

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const words = [ecrProgram(), "adopt", "e2e", ...args];
  // Without the settings that moto lacks.
  return project.workspace.start(process.execPath, words, { ...emulator.env, [EMULATED]: "1", ...env });
}

function adopt(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran> {
  return start(args, env).ran;
}

async function terraform(...args: readonly string[]): Promise<string> {
  return project.workspace.terraform([...args, "-no-color"], emulator.env, "cdktf.out/stacks/e2e-registry");
}

beforeAll(async () => {
  const made = await mapConcurrently(MADE, (it) => makeRepository(ecr, it));
  expect(made.filter(({ ok }) => !ok)).toEqual([]);
  await makeRegistrySettings(emulator);
});

afterAll(() => {
  ecr.destroy();
  project.dispose();
});

// The steps build on each other, as they do for a team that adopts its registry.
test("a dry run shows the files and writes none", async () => {
  const { exit, stdout } = await adopt(["--from", "aws", "--match", "adopt-*", "--dry-run"]);
  expect({ exit, stdout }).toMatchObject({ exit: 0, stdout: expect.stringContaining("50 repositories to adopt") });
  expect(stdout).toContain("+++ environments/e2e/repositories/adopt-b.yaml");
  expect(project.workspace.read("environments/e2e/environment.yaml")).toBe(ENVIRONMENT);
});

test("one that may not be read is named, and does not keep the others from being shown", async () => {
  const proxy = await FaultyProxy.start(emulator.endpoint, ({ operation, body }) =>
    operation === "GetRepositoryPolicy" && body.includes('"adopt-a/x4"')
      ? { status: 400, type: "AccessDeniedException", message: "not authorized to perform: ecr:GetRepositoryPolicy" }
      : undefined,
  );
  const { exit, stdout } = await adopt(["--from", "aws", "--dry-run", "-o", "json"], {
    AWS_ENDPOINT_URL: proxy.endpoint,
  });
  await proxy.stop();
  expect(exit).toBe(1);
  const { adopted, leftOut } = JSON.parse(stdout) as { adopted: unknown[]; leftOut: unknown[] };
  expect(adopted).toHaveLength(49);
  expect(leftOut).toEqual([
    {
      repositoryName: "adopt-a/x4",
      part: "repository",
      reason: expect.stringContaining("cannot read the policies and tags of adopt-a/x4: not authorized to perform"),
    },
  ]);
});

test("interrupted, it says how far it came and leaves the files as they were", async () => {
  let begun: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => (begun = resolve));
  const proxy = await FaultyProxy.start(emulator.endpoint, async ({ operation }) => {
    if (operation !== "GetLifecyclePolicy") return undefined;
    begun();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return undefined;
  });
  const { child, ran } = start(["--from", "aws"], { AWS_ENDPOINT_URL: proxy.endpoint });
  await reading;
  child.kill("SIGINT");
  const { exit, stdout, stderr } = await ran;
  await proxy.stop();
  expect({ exit, stdout }).toEqual({ exit: 130, stdout: "" });
  expect(stderr).toMatch(
    /Stopped after reading \d+ of 50 repositories\. Nothing was written\.\nerror: interrupted \(SIGINT\)/,
  );
  expect(project.workspace.read("environments/e2e/environment.yaml")).toBe(ENVIRONMENT);
});

test("fifty repositories are adopted, files keep their comments, and shared policies are named once", async () => {
  const { exit, stdout, stderr } = await adopt(["--from", "aws"]);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.not.stringContaining("error") });
  expect(stdout).toContain("50 repositories adopted");
  expect(stdout).toContain("registry settings adopted: scanning, replication, policy");
  const file = project.workspace.read("environments/e2e/repositories/adopt-a.yaml");
  expect(file.startsWith(DECLARED)).toBe(true);
  const environment = project.workspace.read("environments/e2e/environment.yaml");
  expect(environment.startsWith(ENVIRONMENT)).toBe(true);
  expect(environment).toContain("  keep-5:\n");
  expect(environment).toContain("  untagged-14-days:\n");
  expect(environment.match(/rulePriority: 20/g)).toHaveLength(1);
});

test("the first plan imports all of them with their policies, guards them, and changes nothing", async () => {
  // The one that is declared and not there is another matter.
  project.write(
    "e2e/repositories/adopt-a.yaml",
    project.workspace
      .read("environments/e2e/repositories/adopt-a.yaml")
      .replace(/ {2}- repositoryName: adopt-a\/declared.*\n/, ""),
  );
  await project.synthesize();
  await terraform("init", "-input=false");
  const policies =
    MADE.filter(({ lifecycle }) => lifecycle !== undefined).length +
    MADE.filter(({ access }) => access !== undefined).length;
  const plan = await terraform("plan", "-input=false", "-out=adopt.plan");
  expect(plan).toContain(`Plan: ${50 + policies + 3} to import, 50 to add, 0 to change, 0 to destroy.`);
  const created = [...plan.matchAll(/^ *# (.*) will be created$/gm)].map(([, address = ""]) => address);
  expect(created.filter((address) => !/^terraform_data\.retained_\d\[/.test(address))).toEqual([]);
});

test("imports that are not applied yet stay, and are named", async () => {
  const { exit, stdout } = await adopt(["--finish"]);
  expect(exit).toBe(1);
  expect(stdout).toContain("Removed 0 of 53 imports");
  expect(stdout).toContain(
    "kept the import of adopt-a/x0: not yet in Terraform's state: aws_ecr_repository.adopt-a_x0",
  );
  expect(stdout).toContain("kept the import of registry.policy: not yet in Terraform's state:");
  expect(project.workspace.read("environments/e2e/environment.yaml")).toContain("imports:");
});

test("the imports are deployed and taken out again, and the next plan is empty", async () => {
  expect(await terraform("apply", "-input=false", "adopt.plan")).toMatch(/50 added, 0 changed, 0 destroyed/);
  const { exit, stdout } = await adopt(["--finish"]);
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: "Removed 53 of 53 imports (already in Terraform's state)\n" });
  expect(project.workspace.read("environments/e2e/environment.yaml")).not.toContain("imports");
  await project.synthesize();
  expect(await terraform("plan", "-input=false")).toContain("No changes.");
  expect(project.workspace.read("cdktf.out/stacks/e2e-registry/cdk.tf.json")).not.toContain('"import"');
});

test("adopted again, everything is already declared", async () => {
  const { exit, stdout } = await adopt(["--from", "aws"]);
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: "nothing to adopt, 50 already declared\n" });
});

test("what the environment's default tags would change is told, and left out on demand", async () => {
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "adopt-untagged" }));
  const told = await adopt(["--from", "aws", "--dry-run"]);
  expect(told.stdout).toContain("note: the first deployment will add the default tag Owner to adopt-untagged.");
  const { exit, stdout } = await adopt(["--from", "aws", "--exact", "--dry-run"]);
  expect(exit).toBe(1);
  expect(stdout).toContain("nothing to adopt, 50 already declared");
  expect(stdout).toContain(
    "left out: adopt-untagged: the first deployment would add the tag Owner. To adopt the repository anyway, leave out --exact",
  );
});

test("the statement that Lambda wrote becomes a grant, and stays as it is on demand", async () => {
  const repositoryName = "adopt-lambda";
  await ecr.send(new CreateRepositoryCommand({ repositoryName, tags: [{ Key: "Owner", Value: "platform" }] }));
  const statement = {
    Sid: "LambdaECRImageRetrievalPolicy",
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:SetRepositoryPolicy"],
    Condition: { StringLike: { "aws:sourceArn": `arn:aws:lambda:${REGION}:${EMULATED_ACCOUNT}:function:*` } },
  };
  const policyText = JSON.stringify({ Version: "2008-10-17", Statement: [statement] });
  await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
  const granted = await adopt(["--from", "aws", "--match", repositoryName, "--dry-run"]);
  expect(granted.stdout).toContain(`+    pull: [{ service: lambda, sourceAccount: "${EMULATED_ACCOUNT}" }]`);
  expect(granted.stdout).toContain("note: adopt-lambda has a statement that AWS Lambda added");
  const exact = await adopt(["--from", "aws", "--match", repositoryName, "--dry-run", "--exact"]);
  expect(exact.stdout).toContain("ecr:SetRepositoryPolicy");
  expect(exact.stdout).not.toContain("note: adopt-lambda");
});

test("an emulator that is down, no credentials, and another account are told as that", async () => {
  const down = await adopt(["--from", "aws"], { AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
  expect(down).toMatchObject({ exit: 1, stdout: "", stderr: expect.stringContaining("AWS does not respond") });
  const without = await adopt(["--from", "aws"], {
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_CONFIG_FILE: "/dev/null",
  });
  expect(without).toMatchObject({ exit: 1, stderr: expect.stringContaining("no valid AWS credentials") });
  const environment = project.workspace.read("environments/e2e/environment.yaml");
  project.write("e2e/environment.yaml", environment.replace(EMULATED_ACCOUNT, "999988887777"));
  const other = await adopt(["--from", "aws"]);
  expect(other).toMatchObject({
    exit: 1,
    stderr: expect.stringContaining(`found account ${EMULATED_ACCOUNT}`),
  });
});

test("nothing in AWS has changed", async () => {
  const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 1000 }));
  expect(repositories).toHaveLength(52);
});
