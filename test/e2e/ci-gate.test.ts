import { chmodSync, statSync } from "node:fs";
import { scanGateScript } from "../../src/operations/ci-workflow/index-gate";
import { gateScript, moveTagScript } from "../../src/operations/ci-workflow/scripts";
import { signInLines } from "../../src/operations/ci-workflow/scripts";
import { settings } from "../support/operations/ci-workflow";
import { pythonTool } from "../support/python-tool";
import { basic, COMPLETED_AT, GateBench, LIST_TYPE, REGION } from "../support/e2e/scan-gate";
import { EMULATED_ACCOUNT } from "../support/e2e/emulator";
import { FaultyProxy, type AwsRequest } from "../support/e2e/faulty-proxy";
import { Workspace, type Ran } from "../support/e2e/workspace";

jest.setTimeout(300_000);

const VERSION = "1.46.3";
const REPOSITORY = "ci-gate/api";
const LOCATION = { account: EMULATED_ACCOUNT, region: REGION };
const GATE = gateScript(
  { failOn: ["CRITICAL", "HIGH"], waitSeconds: 1, scanning: "basic" },
  { location: LOCATION, startScan: false },
);
const workspace = new Workspace();
let bench: GateBench;
let digest: string;

beforeAll(async () => {
  const { python } = await pythonTool("awscli", VERSION);
  workspace.write("bin/aws", `#!/bin/sh\nexec "${python}" -m awscli "$@"\n`);
  // A scan that does not count is waited for, ten seconds at a time.
  workspace.write("bin/sleep", "#!/bin/sh\nexec /bin/sleep 1\n");
  for (const program of ["aws", "sleep"]) chmodSync(workspace.path(`bin/${program}`), 0o755);
  bench = new GateBench();
  await bench.create(REPOSITORY);
  digest = await bench.put(REPOSITORY, "1");
});

afterAll(() => {
  bench.dispose();
  workspace.dispose();
});

/** Runs the workflow's own script with the real AWS CLI, and answers of AWS's shape about the scan. */
async function gate(
  answer: (request: AwsRequest) => object,
  script = GATE,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const proxy = await FaultyProxy.start(bench.emulator.endpoint, (request) => {
    if (request.operation !== "DescribeImageScanFindings") return undefined;
    const { repositoryName, imageId } = JSON.parse(request.body) as { repositoryName: string; imageId: object };
    return { status: 200, body: { registryId: EMULATED_ACCOUNT, repositoryName, imageId, ...answer(request) } };
  });
  const env = {
    ...bench.emulator.env,
    AWS_ENDPOINT_URL: proxy.endpoint,
    PATH: `${workspace.path("bin")}:${process.env["PATH"] ?? ""}`,
    REGISTRY_ID: EMULATED_ACCOUNT,
    REPOSITORY,
    DIGEST: digest,
    ...variables,
  };
  const ran = await workspace.run("sh", ["-e", "-c", script], env);
  await proxy.stop();
  return ran;
}

/** A scan that is done, with parts of its findings changed. */
function scan(parts: object): object {
  const { imageScanStatus, imageScanFindings } = basic();
  return { imageScanStatus, imageScanFindings: { ...imageScanFindings, ...parts } };
}

test("a clean image passes, one page or several, and so does one with milder findings only", async () => {
  const clean = await gate(() => scan({}));
  expect(clean).toMatchObject({ exit: 0, stderr: "" });
  expect(clean.stdout).toBe(`Critical or high findings for ${REPOSITORY}@${digest}: 0\n`);
  const findings = [{ name: "CVE-1", severity: "LOW" }];
  const counted = { findingSeverityCounts: { LOW: 2 }, findings };
  const pages = await gate(({ body }) => ({
    ...scan(counted),
    ...(body.includes("more") ? {} : { nextToken: "more" }),
  }));
  expect(pages).toMatchObject({ exit: 0, stderr: "" });
});

test("findings that Amazon Inspector has settled do not stop it", async () => {
  const enhancedFindings = [{ severity: "HIGH", status: "SUPPRESSED" }];
  expect(
    await gate(() => scan({ findings: undefined, findingSeverityCounts: { LOW: 0 }, enhancedFindings })),
  ).toMatchObject({
    exit: 0,
  });
});

test.each([
  ["counted findings", { findingSeverityCounts: { CRITICAL: 5 } }, ""],
  [
    "findings beyond the counts",
    { findingSeverityCounts: { LOW: 1 }, findings: [{ severity: "CRITICAL" }] },
    "AWS lists findings",
  ],
  [
    "open findings of Amazon Inspector beyond the counts",
    { findings: undefined, findingSeverityCounts: { LOW: 1 }, enhancedFindings: [{ severity: "HIGH" }] },
    "AWS lists findings",
  ],
  [
    "listed findings without counts",
    { findingSeverityCounts: {}, findings: [{ severity: "LOW" }] },
    "AWS lists findings",
  ],
  ["an unknown severity", { findingSeverityCounts: { SEVERE: 1 } }, "Expected a known severity"],
  [
    "a listed unknown severity",
    { findingSeverityCounts: { LOW: 1 }, findings: [{ severity: "SEVERE" }] },
    "AWS lists findings",
  ],
  [
    "a finding without severity",
    { findingSeverityCounts: { LOW: 1 }, findings: [{ name: "CVE-1" }] },
    "AWS lists findings",
  ],
  ["no date", { imageScanCompletedAt: undefined }, "does not confirm a scan after the push"],
  [
    "a scan from before the push",
    { imageScanCompletedAt: COMPLETED_AT - 90_000 },
    "does not confirm a scan after the push",
  ],
])("%s stop it", async (_, parts, message) => {
  const { exit, stderr } = await gate(() => scan(parts));
  expect(exit).toBe(1);
  expect(stderr).toContain(message);
});

test("findings on a later page that are not counted stop it", async () => {
  const page = (findings: object[]): object => scan({ findingSeverityCounts: { LOW: 1 }, findings });
  const { exit, stderr } = await gate(({ body }) =>
    body.includes("more") ? page([{ severity: "HIGH" }]) : { ...page([{ severity: "LOW" }]), nextToken: "more" },
  );
  expect(exit).toBe(1);
  expect(stderr).toContain("AWS lists findings");
});

// The shell's own decisions are tried without the AWS CLI, in test/operations/ci-workflow/scripts.test.ts.
test("an answer about another image stops it", async () => {
  const imageId = { imageDigest: `sha256:${"b".repeat(64)}` };
  const { exit, stderr } = await gate(() => ({ ...scan({}), imageId }));
  expect(exit).toBe(1);
  expect(stderr).toContain(`Expected a response about ${REPOSITORY}@${digest}`);
});

test("the images of an index are checked, attestations are not, and tags move to the index", async () => {
  const arm = await bench.put(REPOSITORY, "arm", { layers: [{}] });
  const attestation = await bench.put(REPOSITORY, "attestation", { layers: [{}, {}] });
  const entry = (of: string, os: string, architecture: string, annotations = {}): object => ({
    ...{ mediaType: "application/vnd.oci.image.manifest.v1+json", digest: of, size: 1 },
    ...{ platform: { os, architecture }, annotations },
  });
  const attests = { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": digest };
  const manifests = [
    entry(digest, "linux", "amd64"),
    entry(arm, "linux", "arm64"),
    entry(attestation, "unknown", "unknown", attests),
  ];
  const index = await bench.put(REPOSITORY, "index", { config: undefined, layers: undefined, manifests }, LIST_TYPE);
  const location = { account: EMULATED_ACCOUNT, region: REGION };
  const platforms = ["linux/amd64", "linux/arm64"];
  const script = scanGateScript(settings({ location, build: { platforms, provenance: "min" } })) ?? "";
  const variables = { DIGEST: index, PLATFORMS: platforms.join(","), MOVING_TAGS: "newest" };
  const ran = await gate(() => scan({}), script + moveTagScript("MOVING_TAGS", true), variables);
  expect(ran).toMatchObject({ exit: 0, stderr: "" });
  expect(ran.stdout.split("\n")).toEqual([
    "linux/amd64:",
    `Critical or high findings for ${REPOSITORY}@${digest}: 0`,
    "linux/arm64:",
    `Critical or high findings for ${REPOSITORY}@${arm}: 0`,
    `${REPOSITORY}:newest is ${index}`,
    "",
  ]);
});

test("the token is exchanged for the role's credentials, and docker gets a password for the registry", async () => {
  workspace.write("bin/apk", "#!/bin/sh\n");
  workspace.write("bin/docker", '#!/bin/sh\necho "$@"\nwc -c\n');
  for (const program of ["bin/apk", "bin/docker"]) chmodSync(workspace.path(program), 0o755);
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...anonymous } = bench.emulator.env;
  const env = {
    ...anonymous,
    PATH: `${workspace.path("bin")}:${process.env["PATH"] ?? ""}`,
    REGISTRY: `${EMULATED_ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`,
    REGISTRY_ID: EMULATED_ACCOUNT,
    BITBUCKET_STEP_OIDC_TOKEN: "header.claims.signature",
    AWS_WEB_IDENTITY_TOKEN_FILE: workspace.path("token"),
    AWS_ROLE_ARN: `arn:aws:iam::${EMULATED_ACCOUNT}:role/push`,
  };
  const script = signInLines("BITBUCKET_STEP_OIDC_TOKEN").join("\n");
  const ran = await workspace.run("sh", ["-e", "-c", script], env);
  expect(ran).toMatchObject({ exit: 0, stderr: "" });
  expect(ran.stdout).toMatch(new RegExp(`^login --username AWS --password-stdin ${env.REGISTRY}\\n *[1-9]`));
  expect(statSync(workspace.path("token")).mode & 0o777).toBe(0o600);
  const elsewhere = await workspace.run("sh", ["-e", "-c", script], { ...env, REGISTRY_ID: "999988887777" });
  expect(elsewhere).toMatchObject({ exit: 1, stdout: "" });
});
