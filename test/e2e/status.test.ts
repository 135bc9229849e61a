import {
  ECRClient,
  PutRegistryScanningConfigurationCommand,
  PutReplicationConfigurationCommand,
} from "@aws-sdk/client-ecr";
import { registerStatus } from "../../src/cli/status/command";
import { type RepositoryStatus } from "../../src/operations/status/status";
import { Project } from "../support/cli/lifecycle";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy } from "../support/e2e/faulty-proxy";
import { fillRegistry, MANIFEST_TYPE, statusEnvironment, STATUS_REPOSITORIES } from "../support/e2e/status-registry";

const REGION = "ap-northeast-1";
const emulator = sharedEmulator(REGION);
const project = new Project(registerStatus);
let variables: NodeJS.ProcessEnv;

beforeAll(async () => {
  variables = { ...process.env };
  process.env = { ...emulator.env };
  project.write("environments/dev/environment.yaml", statusEnvironment(REGION));
  project.write("environments/dev/repositories/list.yaml", STATUS_REPOSITORIES);
  await fillRegistry(emulator);
});

afterAll(() => {
  process.env = variables;
  project.remove();
});

interface Record {
  readonly repositories: readonly RepositoryStatus[];
  readonly totals: object;
}

function rowOf(stdout: string, name: string): string | undefined {
  return stdout.split("\n").find((line) => line.startsWith(`${name} `));
}

test("every declared repository is told, differences field by field, then those that nobody declares", async () => {
  const { stdout, exitCode, error } = await project.run("status", "dev");
  expect(error).toBeUndefined();
  const today = new Date().toISOString().slice(0, 10);
  expect(rowOf(stdout, "status/api")).toMatch(new RegExp(`^status/api +True +1 +10 bytes +${today} +1 high \\(v1\\)$`));
  expect(rowOf(stdout, "status/plain")).toMatch(/ True +0 +0 bytes +- +-$/);
  expect(rowOf(stdout, "status/changed")).toMatch(/ False +0 /);
  expect(rowOf(stdout, "status/gone")).toMatch(/ False +- /);
  expect(stdout).toContain("\nstatus/gone: not in AWS yet; deploy it\n");
  expect(stdout).toContain("\nstatus-sandbox/x: not declared: belongs to the operator\n");
  expect(stdout).toContain("\nstatus-by-hand: not declared\n");
  expect(stdout.split("\n").filter((line) => line.length > 90)).toEqual([]);
  expect(stdout).toContain(`
status/changed: imageTagMutability: declared IMMUTABLE, found MUTABLE
status/changed: lifecyclePolicy: declared 1 rule, found nothing
status/changed: tags.Owner: declared "platform", found nothing
`);
  expect(stdout).toContain(
    "dev: 4 declared: 2 ready, 1 missing, 1 differs; 2 not declared (operator: 1)\nRead from AWS at ",
  );
  expect(exitCode).toBe(1);
});

test("named ones only, all of them ready, end with exit code 0", async () => {
  const { stdout, exitCode } = await project.run("status", "dev", "status/plain", "status/api", "-o", "json");
  const { repositories, totals } = JSON.parse(stdout) as Record;
  expect(repositories.map(({ repositoryName, state }) => [repositoryName, state])).toEqual([
    ["status/api", "ready"],
    ["status/plain", "ready"],
  ]);
  expect(repositories[0]).toMatchObject({
    ready: true,
    repositoryArn: `arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/status/api`,
    registryId: EMULATED_ACCOUNT,
    imageCount: 1,
    imageBytes: 10,
    scan: { tags: ["v1"], status: "COMPLETE", severities: { HIGH: 1 } },
    differences: [],
  });
  expect(totals).toMatchObject({ declared: 2, ready: 2 });
  expect(exitCode).toBe(0);
});

test("undeclared ones alone leave the exit code alone, and their images are counted where they are named", async () => {
  const { stdout, exitCode } = await project.run("status", "dev", "status-by-hand", "-o", "yaml");
  expect(stdout).toContain("state: undeclared\n");
  expect(stdout).toContain("imageCount: 1\n");
  expect(exitCode).toBe(0);
});

test("a name that is neither declared nor there is an error", async () => {
  const { error, stdout } = await project.run("status", "dev", "status/apo");
  expect(error).toBe(
    `dev does not declare a repository "status/apo", and it does not exist in account ${EMULATED_ACCOUNT}, ${REGION}. Did you mean "status/api"?`,
  );
  expect(stdout).toBe("");
});

test("all pages of images are counted, and findings are those of the newest image that ECR scans", async () => {
  const pushed = (imageDigest: string, imagePushedAt: number, more: object = {}): object => ({
    imageDigest,
    imagePushedAt,
    imageSizeInBytes: 1000,
    imageManifestMediaType: MANIFEST_TYPE,
    ...more,
  });
  const imageScanFindingsSummary = { findingSeverityCounts: { LOW: 4, CRITICAL: 1 } };
  const scanned = { imageScanStatus: { status: "ACTIVE" }, imageScanFindingsSummary };
  const pages = [
    {
      imageDetails: [
        pushed("sha256:a", 1_000_000_000, { imageTags: ["v1"] }),
        pushed("sha256:b", 1_000_000_010, { imageTags: ["v2"], ...scanned }),
      ],
      nextToken: "2",
    },
    {
      imageDetails: [
        pushed("sha256:c", 1_000_000_020, { imageManifestMediaType: "application/vnd.oci.image.index.v1+json" }),
        pushed("sha256:d", 1_000_000_030, { subjectManifestDigest: "sha256:b" }),
        pushed("sha256:e", 1_000_000_040, { imageStatus: "ARCHIVED" }),
      ],
    },
  ];
  const proxy = await FaultyProxy.start(emulator.endpoint, ({ operation, before }) =>
    operation === "DescribeImages" ? { status: 200, body: pages[before] } : undefined,
  );
  process.env["AWS_ENDPOINT_URL"] = proxy.endpoint;
  const { stdout } = await project.run("status", "dev", "status/plain");
  process.env["AWS_ENDPOINT_URL"] = emulator.endpoint;
  await proxy.stop();
  expect(rowOf(stdout, "status/plain")).toMatch(/ True +5 +4\.9 kB +2001-09-09 +1 critical, 4 low \(v2\)$/);
});

test("registry settings are compared field by field, and what a first deployment would replace is said", async () => {
  const client = new ECRClient(emulator.config);
  await client.send(
    new PutRegistryScanningConfigurationCommand({
      scanType: "BASIC",
      rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "status/*", filterType: "WILDCARD" }] }],
    }),
  );
  await client.send(
    new PutReplicationConfigurationCommand({
      replicationConfiguration: {
        rules: [{ destinations: [{ region: "us-east-2", registryId: EMULATED_ACCOUNT }], repositoryFilters: [] }],
      },
    }),
  );
  client.destroy();
  const declared = {
    scanning: {
      scanType: "BASIC",
      rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["other/*"] }],
    },
    replication: [{ destinations: [{ region: "us-east-2" }] }],
    policy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "ecr:ReplicateImage", Resource: "*" }],
    },
  };
  project.write(
    "environments/settings/environment.yaml",
    `account: "${EMULATED_ACCOUNT}"\nregion: ${REGION}\nstate: { local: {} }\nregistry: ${JSON.stringify(declared)}\n`,
  );
  const { stdout, exitCode } = await project.run("status", "settings", "-o", "json");
  expect((JSON.parse(stdout) as { readonly registry: unknown }).registry).toMatchObject({
    state: "differs",
    settings: ["scanning", "replication", "policy"],
    differences: [
      { field: "scanning SCAN_ON_PUSH, repositoryFilters", origin: "not-imported" },
      { field: "policy", origin: "changed" },
    ],
    faults: [],
  });
  expect(exitCode).toBe(1);
});
