import { createHash } from "node:crypto";
import { scanGateScript } from "../../../src/operations/ci-workflow/index-gate";
import { moveTagScript } from "../../../src/operations/ci-workflow/scripts";
import { API, settings } from "../../support/operations/ci-workflow";
import { runScript, scan, type SHELLS } from "../../support/operations/ci-scripts";

const [AMD, ARM, ATTESTATION] = ["a", "b", "c"].map((digit) => `sha256:${digit.repeat(64)}`) as [
  string,
  string,
  string,
];
const TYPE = "application/vnd.oci.image.manifest.v1+json";
const PUSHED = "2026-01-31T10:20:30.500000+00:00";
const AFTER = "2026-01-31T10:25:00+00:00";
const PLATFORMS = "linux/amd64,linux/arm64";

const amd = { mediaType: TYPE, digest: AMD, platform: { os: "linux", architecture: "amd64" } };
const arm = { mediaType: TYPE, digest: ARM, platform: { os: "linux", architecture: "arm64" } };
const attestation = {
  mediaType: TYPE,
  digest: ATTESTATION,
  platform: { os: "unknown", architecture: "unknown" },
  annotations: { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": AMD },
};

const GATE = scanGateScript(settings({ build: { platforms: PLATFORMS.split(","), provenance: "min" } })) ?? "";

function about(digest: string, counts = "|"): string {
  return scan("COMPLETE", AFTER, counts, "0|0", `111122223333/team/api/${digest}`);
}

/** Runs the gate of an index with these entries, and answers about the scans of its images in their order. */
function gate(
  entries: readonly object[] | undefined,
  scans: readonly string[],
  variables: Readonly<Record<string, string>> = { PLATFORMS },
  shell: keyof typeof SHELLS = "sh",
  script = GATE,
) {
  const manifest = JSON.stringify({ schemaVersion: 2, ...(entries === undefined ? {} : { manifests: entries }) });
  const digest = `sha256:${createHash("sha256").update(manifest).digest("hex")}`;
  const answers = {
    "batch-get-image": [manifest],
    "describe-images": [PUSHED],
    "describe-image-scan-findings": scans,
  };
  return { digest, ...runScript(script, answers, { DIGEST: digest, ...variables }, shell) };
}

test.each(["sh", "bash"] as const)("%s: the image of each platform is checked, and attestations are not", (shell) => {
  const ended = gate([amd, arm, attestation], [about(AMD), about(ARM)], { PLATFORMS }, shell);
  expect(ended).toMatchObject({ status: 0, stderr: "" });
  expect(ended.stdout.split("\n")).toEqual([
    "linux/amd64:",
    `Critical or high findings for team/api@${AMD}: 0`,
    "linux/arm64:",
    `Critical or high findings for team/api@${ARM}: 0`,
    "",
  ]);
  expect(ended.calls).not.toContain(ATTESTATION);
});

test.each(["sh", "bash"] as const)("%s: findings of one platform stop it, after the others are shown", (shell) => {
  const ended = gate([amd, arm], [about(AMD, "CRITICAL|2"), about(ARM)], { PLATFORMS }, shell);
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain(`Critical or high findings for team/api@${AMD}: 2`);
  expect(ended.stdout).toContain(`Critical or high findings for team/api@${ARM}: 0`);
  expect(gate([amd, arm], [about(AMD), about(ARM, "HIGH|1")], { PLATFORMS }, shell).status).toBe(1);
});

test("an answer about another image than the platform's stops it", () => {
  const ended = gate([amd, arm], [about(AMD), about(AMD)]);
  expect(ended.status).toBe(1);
  expect(ended.stderr).toContain(`Expected a response about team/api@${ARM}`);
});

test("an entry that is not certainly an attestation is an image, so it needs a scan", () => {
  const { annotations } = attestation;
  const doubtful: readonly object[] = [
    { annotations: { "vnd.docker.reference.digest": AMD } },
    { annotations: { "vnd.docker.reference.type": "attestation-manifest" } },
    { annotations: { ...annotations, "vnd.docker.reference.digest": "sha256:elsewhere" } },
    { annotations, platform: amd.platform },
  ];
  const entries = doubtful.map((parts, index) => ({ ...attestation, ...parts, digest: `sha256:${index}` }));
  const itself = { ...attestation, annotations: { ...annotations, "vnd.docker.reference.digest": ATTESTATION } };
  const ended = gate([amd, ...entries, itself], [about(AMD), scan("UNSUPPORTED_IMAGE")], {});
  expect(ended.status).toBe(1);
  for (const { digest } of [...entries, itself]) expect(ended.calls).toContain(`imageDigest=${digest} `);
});

test("a platform that is missing stops it", () => {
  const ended = gate([amd, attestation], [about(AMD)]);
  expect(ended.status).toBe(1);
  expect(ended.stderr).toBe(`Expected an image for linux/arm64 in team/api@${ended.digest}, found linux/amd64\n`);
  expect(ended.calls).not.toContain("describe-image-scan-findings");
});

test("variants of a platform are told apart", () => {
  const v7 = { ...arm, platform: { os: "linux", architecture: "arm", variant: "v7" } };
  expect(gate([v7], [about(ARM)], { PLATFORMS: "linux/arm/v7" })).toMatchObject({ status: 0 });
  expect(gate([v7], [about(ARM)], { PLATFORMS: "linux/arm/v6" }).stderr).toContain("found linux/arm/v7");
});

test("an index without images, or a manifest with other content, stops it", () => {
  expect(gate([], [], {}).stderr).toMatch(/^Expected an image for a platform in team\/api@sha256:\w+, found none\n$/);
  const other = gate([amd], [about(AMD)], { DIGEST: AMD });
  expect(other).toMatchObject({ status: 1, stdout: "" });
  expect(other.stderr).toBe(`Expected the manifest of team/api@${AMD}, found different content\n`);
});

test("a single image, such as one of an earlier workflow, is checked itself", () => {
  const { digest } = gate(undefined, [], {});
  expect(gate(undefined, [about(digest)], {})).toMatchObject({ status: 0 });
  expect(gate(undefined, [about(digest, "HIGH|1")], {})).toMatchObject({ status: 1 });
  expect(gate(undefined, [about(digest)]).stderr).toContain("found unknown");
});

test("where pushing starts no scan, one is started for each platform", () => {
  const script =
    scanGateScript(settings({ build: { platforms: [], sbom: true } }, { ...API, scanOnPush: false })) ?? "";
  const answers = ["!ScanNotFoundException", about(AMD), "!ScanNotFoundException", about(ARM)];
  const { status, calls } = gate([amd, arm], answers, {}, "sh", script);
  expect(status).toBe(0);
  expect(calls.match(/start-image-scan .*imageDigest=\S+/g)?.map((call) => call.slice(-71))).toEqual([AMD, ARM]);
});

test("the tags of an index move with its manifest", () => {
  const moved = runScript(moveTagScript("MOVING_TAGS", true), { "batch-get-image": ["{}"] }, { MOVING_TAGS: "latest" });
  expect(moved.status).toBe(0);
  expect(moved.calls).toContain("--accepted-media-types application/vnd.docker.distribution.manifest.list.v2+json ");
});

test("a single image has the gate without a list, and no gate is no script", () => {
  expect(scanGateScript(settings({ build: { platforms: ["linux/arm64"], cache: "registry" } }))).not.toContain(
    "python3",
  );
  expect(scanGateScript(settings({ gate: undefined }))).toBeUndefined();
});
