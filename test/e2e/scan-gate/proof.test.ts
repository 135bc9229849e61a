import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { basic, COMPLETE, COMPLETED_AT, GateBench, IMAGE_TYPE, LIST_TYPE } from "../../support/e2e/scan-gate";

const REPOSITORY = "gate-proof/api";
const IMAGE = `${REPOSITORY}:1`;
const OTHER = `sha256:${"b".repeat(64)}`;
const AT_ONCE = ["--wait", "0"] as const;
let bench: GateBench;
let digest: string;

beforeAll(async () => {
  bench = new GateBench();
  await bench.create(REPOSITORY);
  digest = await bench.put(REPOSITORY, "1");
  bench.project.write("ignore.yaml", "- { id: CVE-1, reason: never called, expires: 2999-12-31 }\n");
});

afterEach(() => {
  bench.image = undefined;
});

afterAll(() => {
  bench.dispose();
});

/** A scan that is done, with parts of its findings changed. */
function scan(parts: object, status = COMPLETE.status): object {
  const { imageScanFindings } = basic();
  return { imageScanStatus: { status }, imageScanFindings: { ...imageScanFindings, ...parts } };
}

const CRITICAL = { name: "CVE-1", severity: "CRITICAL" };
const UNDATED = { imageScanCompletedAt: undefined };
const CASES: readonly (readonly [string, object, string])[] = [
  [
    "critical findings that are counted and not listed, next to an ignored one",
    scan({ findingSeverityCounts: { CRITICAL: 5 }, findings: [CRITICAL] }),
    "AWS counts 5 critical findings, but lists 1",
  ],
  [
    "a list that is not counted",
    scan({ findingSeverityCounts: {}, findings: [CRITICAL] }),
    "AWS counts 0 critical findings, but lists 1",
  ],
  ["a count of an unknown severity", scan({ findingSeverityCounts: { SEVERE: 1 } }), 'found "SEVERE" (count 1)'],
  [
    "a finding of an unknown severity",
    scan({ findings: [{ name: "CVE-2", severity: "SEVERE" }] }),
    'CVE-2: expected severity CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNDEFINED, found "SEVERE"',
  ],
  ["a negative count", scan({ findingSeverityCounts: { LOW: -1 } }), "0 or more, found -1"],
  ["half a finding", scan({ findingSeverityCounts: { LOW: 0.5 } }), "0 or more, found 0.5"],
  ["COMPLETE and no date", scan(UNDATED), "AWS reports COMPLETE, but does not report when the scan finished"],
  ["ACTIVE and no date", scan(UNDATED, "ACTIVE"), "AWS reports ACTIVE, but does not report when the scan finished"],
  [
    "a scan from before the push",
    scan({ imageScanCompletedAt: 1_767_225_600 }),
    "the last scan (2026-01-01T00:00:00.000Z) is older than the push of the image (",
  ],
  [
    "an answer about another digest",
    { ...basic(), imageId: { imageDigest: OTHER } },
    `found one for ${EMULATED_ACCOUNT}/${REPOSITORY}@${OTHER}`,
  ],
  [
    "an answer about another repository",
    { ...basic(), repositoryName: "other" },
    `found one for ${EMULATED_ACCOUNT}/other@`,
  ],
  [
    "an answer about another registry",
    { ...basic(), registryId: "999988887777" },
    `found one for 999988887777/${REPOSITORY}@`,
  ],
];

test.each(CASES)("%s does not pass", async (_, answer, why) => {
  const { stdout, exitCode } = await bench.gate(() => answer, IMAGE, ...AT_ONCE, "--ignore", "ignore.yaml");
  expect(stdout).toContain(why);
  expect(stdout).toContain("Failed");
  expect(exitCode).toBe(1);
});

test("pages that contradict each other are read again, and do not pass as long as they do", async () => {
  const pages = ({ body }: { readonly body: string }): object =>
    body.includes("second") ? scan({ findingSeverityCounts: { CRITICAL: 1 } }) : { ...basic(), nextToken: "second" };
  const { stdout, exitCode } = await bench.gate(pages, IMAGE, ...AT_ONCE);
  expect(stdout).toContain(
    "the scan changed while it was being read. Stopped waiting after 0 s. To wait longer, increase --wait",
  );
  expect(exitCode).toBe(1);
});

test("what AWS says about another image, or not at all, is refused before its scan is read", async () => {
  const refused = async (image: object): Promise<string | undefined> => {
    bench.image = { imageDigest: digest, imageTags: ["1"], imagePushedAt: COMPLETED_AT - 60, ...image };
    return (await bench.gate(() => basic(), IMAGE, ...AT_ONCE)).error;
  };
  expect(await refused({})).toBeUndefined();
  expect(await refused({ imageTags: ["2"] })).toContain(`expected a response for 1, found one for ${digest} (2)`);
  expect(await refused({ repositoryName: "other" })).toContain(`found one for ${EMULATED_ACCOUNT}/other`);
  expect(await refused({ registryId: "999988887777" })).toContain(`found one for 999988887777/${REPOSITORY}`);
  expect(await refused({ imagePushedAt: undefined })).toContain(`expected the push time of ${digest}, found none`);
  expect(await refused({ imageManifestMediaType: "text/plain" })).toContain("found text/plain");
});

test("a digest that is asked for is not answered by another", async () => {
  bench.image = { imageDigest: OTHER, imageTags: ["1"], imagePushedAt: COMPLETED_AT };
  const { error } = await bench.gate(() => basic(), `${REPOSITORY}@${digest}`, ...AT_ONCE);
  expect(error).toContain(`expected a response for ${digest}, found one for ${OTHER} (1)`);
});

test("an entry of a manifest list that is no attestation has to pass, whatever platform it claims", async () => {
  await bench.create("gate-proof/multi");
  const hidden = await bench.put("gate-proof/multi", "hidden");
  const entry = { mediaType: IMAGE_TYPE, size: 1, digest: hidden, platform: { os: "unknown", architecture: "amd64" } };
  await bench.put("gate-proof/multi", "all", { config: undefined, layers: undefined, manifests: [entry] }, LIST_TYPE);
  const { stdout, exitCode } = await bench.gate(() => basic(["CVE-1", "CRITICAL", "zlib"]), "gate-proof/multi:all");
  expect(stdout).toMatch(/unknown\/amd64 +sha256:\w+\n +basic scan of \S+: 1 critical/);
  expect(exitCode).toBe(1);
});

test("a manifest list whose content has another digest is not read", async () => {
  await bench.create("gate-proof/forged");
  const manifests = [{ mediaType: IMAGE_TYPE, size: 1, digest, platform: { os: "linux", architecture: "amd64" } }];
  const list = await bench.put(
    "gate-proof/forged",
    "all",
    { config: undefined, layers: undefined, manifests },
    LIST_TYPE,
  );
  const { error } = await bench.through(
    ({ operation }) =>
      operation === "BatchGetImage"
        ? { status: 200, body: { images: [{ imageManifest: JSON.stringify({ manifests: [] }) }] } }
        : undefined,
    ["gate-proof/forged:all"],
  );
  expect(error).toContain(
    `cannot read the manifest list ${list} of gate-proof/forged: expected content with this digest`,
  );
});

test.each([
  ["the same token", ["a", "a", "a"]],
  ["a circle of tokens", ["a", "b", "c", "a"]],
])("pages of findings with %s are an error that names the call", async (_, tokens) => {
  const { stdout, exitCode, operations } = await bench.gate(
    ({ before }) => ({ ...basic(), nextToken: tokens[before] ?? "z" }),
    IMAGE,
    ...AT_ONCE,
  );
  expect(stdout).toContain("DescribeImageScanFindings: expected a complete list, found the same page twice");
  expect(operations.filter((it) => it === "DescribeImageScanFindings")).toHaveLength(tokens[1] === "a" ? 2 : 4);
  expect(exitCode).toBe(1);
});
