import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import {
  DescribeImagesCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  PutImageCommand,
} from "@aws-sdk/client-ecr";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { App } from "cdktf";
import { Command } from "commander";
import { readKey } from "../../src/aws/kms-keys";
import { registerAdopt } from "../../src/cli/adopt/command";
import { inspect } from "../../src/cli/destroy/inspect";
import { registerGroups } from "../../src/cli/groups/command";
import { registerReplicate } from "../../src/cli/replicate/command";
import { registerStatus } from "../../src/cli/status/command";
import { requireAllRegions, requireEnvironment } from "../../src/cli/support/environments";
import { registryKeyPolicy } from "../../src/domain/registry/key";
import { regionalEnvironments } from "../../src/model/regions";
import { registryStackKinds } from "../../src/model/stack-kinds";
import { addStacks } from "../../stacks/add-stacks";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { backfills } from "../support/e2e/backfills";
import { FaultyProxy } from "../support/e2e/faulty-proxy";
import { Workspace } from "../support/e2e/workspace";

const REGION = "me-central-1";
const emulator = sharedEmulator(REGION);
const ecr = new ECRClient(emulator.config);
const ENVIRONMENT = `account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { local: {} }
lifecyclePolicies:
  newest:
    rules:
      - rulePriority: 1
        selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 30 }
        action: { type: expire }
`;
const GROUPS = 'groups: [{ name: payments, match: ["groups/pay-*"], owners: ["@acme/payments"] }]\n';
const project = new Workspace({
  "environments/team/environment.yaml": ENVIRONMENT,
  "environments/team/repositories/list.yaml": `repositories:
  - repositoryName: groups/pay-api
    pullPrincipals: ["111122223333"]
    lifecyclePolicy: newest
    deletionPolicy: Retain
  - repositoryName: groups/pay-web
    forceDelete: true
  - repositoryName: groups/other
`,
  "environments/two/environment.yaml": ENVIRONMENT.replace(
    "state:",
    'regions: { us-west-1: {} }\nregistry: { key: { alias: alias/ecr/two }, quotaAlarms: { topic: "arn:aws:sns:me-central-1:123456789012:operations" } }\nstate:',
  ),
  "environments/two/repositories/list.yaml": `repositories:
  - repositoryName: copied/api
    lifecyclePolicy: newest
    scanOnPush: true
    encryptionConfiguration: { encryptionType: KMS, kmsKey: alias/ecr/two }
`,
});

let variables: NodeJS.ProcessEnv;
beforeAll(() => {
  variables = { ...process.env };
  process.env = { ...emulator.env };
});
afterAll(() => {
  process.env = variables;
  project.dispose();
  ecr.destroy();
});

/** Runs a command here, in the project of the test. */
async function run(...args: readonly string[]): Promise<string> {
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    const program = new Command();
    registerGroups(program, project.folder);
    registerAdopt(program, project.folder);
    registerStatus(program, project.folder);
    registerReplicate(program, project.folder);
    await program.parseAsync(["node", "ecr", ...args]);
  } finally {
    write.mockRestore();
  }
  return written.join("");
}

async function apply(stack: string): Promise<string> {
  const app = new App({ outdir: project.path("cdktf.out"), skipValidation: true });
  const { environment } = requireAllRegions(project.folder, stack.split("-", 1)[0] ?? "");
  addStacks(app, { environment, projectFolder: "../../.." });
  app.synth();
  const folder = `cdktf.out/stacks/${stack}`;
  if (!existsSync(project.path(folder, ".terraform")))
    await project.terraform(["init", "-input=false"], emulator.env, folder);
  return project.terraform(["apply", "-auto-approve", "-input=false", "-no-color"], emulator.env, folder);
}

async function push(repositoryName: string): Promise<void> {
  const config = { mediaType: "application/vnd.docker.container.image.v1+json", size: 2048, digest: "sha256:1" };
  const mediaType = "application/vnd.docker.distribution.manifest.v2+json";
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] });
  const imageDigest = `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
  await ecr.send(new PutImageCommand({ repositoryName, imageTag: "1", imageDigest, imageManifest }));
}

async function tagsOf(repositoryName: string): Promise<string[]> {
  const { imageDetails = [] } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
  return imageDetails.flatMap(({ imageTags = [] }) => imageTags);
}

test("repositories change their group without a resource that is added, changed or destroyed, and keep their images", async () => {
  expect(await apply("team-registry")).toContain("6 added, 0 changed, 0 destroyed");
  await push("groups/pay-api");
  await push("groups/pay-web");

  project.write("environments/team/environment.yaml", `${ENVIRONMENT}${GROUPS}`);
  expect(await run("groups", "team", "--write")).toContain(
    "2 repositories listed under imports\n  team-registry to team-registry-payments: 2 repositories (groups/pay-api, groups/pay-web)",
  );
  expect(requireEnvironment(project.folder, "team").imports).toEqual([
    { repositoryName: "groups/pay-api", without: [], fromStack: "registry" },
    { repositoryName: "groups/pay-web", without: [], fromStack: "registry" },
  ]);

  // Two repositories, two policies and the guard. Only the state has forceDelete, so it is a change.
  expect(await apply("team-registry-payments")).toContain("5 imported, 0 added, 1 changed, 0 destroyed");
  expect(await run("adopt", "team", "--finish")).toContain("still in the state of team-registry");
  expect(await apply("team-registry")).toContain("0 added, 0 changed, 0 destroyed");
  expect(await tagsOf("groups/pay-api")).toEqual(["1"]);
  expect(await tagsOf("groups/pay-web")).toEqual(["1"]);

  expect(await run("adopt", "team", "--finish")).toContain("Removed 2 of 2 imports");
  expect(requireEnvironment(project.folder, "team").imports).toEqual([]);
  expect(await run("groups", "team", "--write")).toBe(
    "every repository is in the state of its stack, or listed under imports\n",
  );
});

test("a region has its copies before the first region replicates to it, and status compares each region", async () => {
  // The repository with its policy, and the region's key with its alias and guard. Then also replication and eight alarms.
  expect(await apply("two-us-west-1-registry")).toContain("5 added, 0 changed, 0 destroyed");
  expect(await apply("two-registry")).toContain("14 added, 0 changed, 0 destroyed");
  const { replicationConfiguration } = await ecr.send(new DescribeRegistryCommand({}));
  expect(replicationConfiguration?.rules).toEqual([
    { destinations: [{ region: "us-west-1", registryId: EMULATED_ACCOUNT }] },
  ]);

  await expect(run("status", "two")).rejects.toThrow(
    "expected one region of two, found 2. Name one: two/me-central-1 or two/us-west-1",
  );
  for (const region of [REGION, "us-west-1"]) {
    const status = JSON.parse(await run("status", `two/${region}`, "-o", "json")) as object;
    expect(status).toMatchObject({ region, totals: { declared: 1, ready: 1 } });
  }
});

test("destroy reads the state of each region, and decides on each copy", async () => {
  const { environment } = requireAllRegions(project.folder, "two");
  const regions = regionalEnvironments(environment).map((regional) => ({
    environment: regional,
    registryStacks: registryStackKinds(regional).map((kind) => `two-${kind}`),
  }));
  const context = {
    root: project.folder,
    environment,
    regions,
    stacks: [],
    env: emulator.env,
    cli: { script: "", version: "" },
    logs: "",
    output: { tell: () => undefined, interactive: true },
    signal: new AbortController().signal,
  };
  const plans = await inspect(context, { unattended: false, deleteImages: false }, () => undefined);
  expect(
    plans.map(({ owned: { region, stack, repositoryName }, outcome }) => [region, stack, repositoryName, outcome.kind]),
  ).toEqual([
    [REGION, "two-registry", "copied/api", "delete"],
    [REGION, "two-registry", "key:registry", "refuse"],
    ["us-west-1", "two-us-west-1-registry", "copied/api", "delete"],
    ["us-west-1", "two-us-west-1-registry", "key:registry", "refuse"],
  ]);
});

test("each region has a key of its own, which encrypts the repositories that name its alias", async () => {
  for (const region of [REGION, "us-west-1"]) {
    const config = { ...emulator.config, region };
    const [ecrThere, kms] = [new ECRClient(config), new KMSClient(config)];
    const key = await readKey(kms, "alias/ecr/two");
    expect(key).toMatchObject({ state: "Enabled", policy: registryKeyPolicy({ account: EMULATED_ACCOUNT, region }) });
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: "alias/ecr/two" }));
    const { repositories } = await ecrThere.send(new DescribeRepositoriesCommand({}));
    const encrypted = repositories?.find(({ repositoryName }) => repositoryName === "copied/api");
    expect(encrypted?.encryptionConfiguration).toEqual({ encryptionType: "KMS", kmsKey: KeyMetadata?.Arn });
    ecrThere.destroy();
    kms.destroy();
  }
});

test("Terraform rejects the plan if the key is no longer declared, and forgets it if it is listed under removed", async () => {
  const file = "environments/two/environment.yaml";
  const without = project.read(file).replace(/key: \{.*?\}, /, "");
  project.write(file, without);
  await expect(apply("two-registry")).rejects.toThrow("Instance cannot be destroyed");
  project.write(file, `${without}removed: ["key:registry"]\n`);
  expect(await apply("two-registry")).toContain("0 added, 0 changed, 0 destroyed");
});

test("a backfill is started for each destination without one, after a confirmation", async () => {
  const started: object[] = [];
  const proxy = await FaultyProxy.start(emulator.endpoint, backfills(started));
  process.env["AWS_ENDPOINT_URL"] = proxy.endpoint;
  try {
    expect(await run("replicate", "two")).toMatch(/^us-west-1 +123456789012 +- +- +- +-$/m);
    await expect(run("replicate", "two", "--backfill")).rejects.toThrow(
      "two: nothing was started, because there is no terminal for the confirmation. To copy the existing images to us-west-1 (account 123456789012), add --yes",
    );
    expect(started).toEqual([]);
    const row = /^us-west-1 +123456789012 +IN_PROGRESS +120 of 4,000 +1 +2026-\S+Z$/m;
    expect(await run("replicate", "two", "--backfill", "--yes")).toMatch(row);
    expect(await run("replicate", "two", "--backfill", "--yes")).toMatch(row);
    expect(started).toEqual([
      { registryId: EMULATED_ACCOUNT, destination: { region: "us-west-1", registryId: EMULATED_ACCOUNT } },
    ]);
  } finally {
    await proxy.stop();
  }
});
