import { type IgnoreEntry } from "../../../src/operations/scan-gate/ignore";
import { listedOf } from "../../../src/operations/scan-gate/counts";
import { type ScanFinding, type ScanAnswer } from "../../../src/operations/scan-gate/scan";
import { SEVERITIES } from "../../../src/domain/images/scan-kinds";
import { parseFailOn } from "../../../src/operations/scan-gate/severity";
import { judge as judgeImages, type ScannedImage } from "../../../src/operations/scan-gate/verdict";

const FAIL_ON = parseFailOn("critical,high");
const ENTRY = { id: "CVE-1", reason: "not reachable", expires: "2026-12-31" };

const REQUESTED = { repositoryName: "team/api", tag: "v1", digest: "sha256:a" };

function judge(
  images: readonly ScannedImage[],
  failOn: typeof FAIL_ON,
  entries: readonly IgnoreEntry[] = [],
  requested: Parameters<typeof judgeImages>[1] = REQUESTED,
): ReturnType<typeof judgeImages> {
  return judgeImages(images, requested, failOn, entries);
}

function image(findings: readonly ScanFinding[], parts: Partial<ScanAnswer> = {}): ScannedImage {
  const listed = listedOf(findings.map(({ severity, settled }) => ({ severity, isOpen: settled === undefined })));
  return {
    digest: "sha256:a",
    outcome: {
      done: true,
      scan: {
        kind: "basic",
        status: "COMPLETE",
        pushedAt: "2026-01-01T00:00:00.000Z",
        completedAt: "2026-01-01T00:01:00.000Z",
        counts: Object.fromEntries(Object.entries(listed).map(([severity, { open }]) => [severity, open])),
        findings,
        listed,
        faults: [],
        ...parts,
      },
    },
  };
}

test("an image without findings passes", () => {
  expect(judge([image([])], FAIL_ON)).toMatchObject({ passed: true, images: [{ passed: true, findings: [] }] });
});

test.each(SEVERITIES)("a finding of severity %s fails exactly when that severity does", (severity) => {
  const { passed } = judge([image([{ id: "CVE-1", severity }])], FAIL_ON);
  expect(passed).toBe(!["CRITICAL", "HIGH"].includes(severity));
});

test("an image whose scan is not done never passes, and says why", () => {
  const unscanned: ScannedImage = { digest: "sha256:b", outcome: { done: false, why: "the scan failed" } };
  expect(judge([image([]), unscanned], FAIL_ON)).toMatchObject({
    passed: false,
    images: [{ passed: true }, { passed: false, problem: "the scan failed" }],
  });
});

test("no image is no reason to pass", () => {
  expect(judge([], FAIL_ON).passed).toBe(false);
});

test("findings that AWS counts and does not list fail, where they would", () => {
  expect(judge([image([], { counts: { CRITICAL: 2, LOW: 4 } })], FAIL_ON)).toMatchObject({
    passed: false,
    images: [{ problem: expect.stringContaining("AWS counts 2 critical findings, but lists 0") }],
  });
  expect(judge([image([], { counts: { LOW: 4, HIGH: 0 } })], FAIL_ON).passed).toBe(true);
});

test("neither counts nor findings prove nothing", () => {
  expect(judge([image([], { counts: undefined, uncounted: true })], FAIL_ON)).toMatchObject({
    passed: false,
    images: [{ problem: expect.stringContaining("expected findings or their counts by severity, found neither.") }],
  });
});

test("ignored findings hide no others: what AWS counts beyond the list fails", () => {
  const [listed]: ScanFinding[] = [{ id: "CVE-1", severity: "CRITICAL" }];
  if (listed === undefined) throw new Error("no finding");
  const judged = judge([image([listed], { counts: { CRITICAL: 5 } })], FAIL_ON, [ENTRY]);
  expect(judged).toMatchObject({ passed: false, images: [{ findings: [{ fails: false }] }] });
  expect(judged.images[0]?.problem).toBe(
    "AWS counts 5 critical findings, but lists 1. Run the gate again. If the problem persists, check the image in the ECR console",
  );
  expect(judge([image([listed], { counts: { CRITICAL: 1 } })], FAIL_ON, [ENTRY]).passed).toBe(true);
});

test("a list that AWS counts too low, or not at all, is not taken for complete", () => {
  const findings: ScanFinding[] = [{ id: "CVE-1", severity: "CRITICAL" }];
  expect(judge([image(findings, { counts: {} })], FAIL_ON, [ENTRY]).passed).toBe(false);
  expect(judge([image(findings, { counts: undefined })], FAIL_ON, [ENTRY]).images[0]?.problem).toContain(
    "AWS lists findings, but does not return counts by severity",
  );
  expect(judge([image([], { counts: undefined })], FAIL_ON).passed).toBe(true);
});

test("findings that Amazon Inspector has settled may be counted or not", () => {
  const findings: ScanFinding[] = [{ id: "CVE-1", severity: "CRITICAL", settled: "suppressed" }];
  for (const [count, passed] of [
    [0, true],
    [1, true],
    [2, false],
  ] as const)
    expect(judge([image(findings, { counts: { CRITICAL: count } })], FAIL_ON).passed).toBe(passed);
});

test("the worst findings come first, then by name and package", () => {
  const findings: ScanFinding[] = [
    { id: "CVE-2", severity: "UNDEFINED" },
    { id: "CVE-3", severity: "HIGH", package: "b" },
    { id: "CVE-3", severity: "HIGH", package: "a" },
    { id: "CVE-1", severity: "HIGH" },
    { id: "CVE-9", severity: "CRITICAL" },
  ];
  const [judged] = judge([image(findings)], FAIL_ON).images;
  expect(judged?.findings.map(({ id, package: name = "" }) => id + name)).toEqual([
    "CVE-9",
    "CVE-1",
    "CVE-3a",
    "CVE-3b",
    "CVE-2",
  ]);
});

test("an ignored finding does not fail, is shown with its reason, and other packages still fail", () => {
  const findings: ScanFinding[] = [
    { id: "CVE-1", severity: "CRITICAL", package: "zlib" },
    { id: "CVE-1", severity: "CRITICAL", package: "openssl" },
  ];
  expect(judge([image(findings)], FAIL_ON, [ENTRY])).toMatchObject({ passed: true, unused: [] });
  const partly = judge([image(findings)], FAIL_ON, [{ ...ENTRY, package: "zlib" }]);
  expect(partly.passed).toBe(false);
  expect(partly.images[0]?.findings).toEqual([
    { id: "CVE-1", severity: "CRITICAL", package: "openssl", fails: true },
    {
      id: "CVE-1",
      severity: "CRITICAL",
      package: "zlib",
      fails: false,
      ignored: { reason: "not reachable", expires: "2026-12-31" },
    },
  ]);
});

test("what Amazon Inspector has suppressed or closed does not fail, and says so", () => {
  const { passed, images } = judge([image([{ id: "CVE-1", severity: "CRITICAL", settled: "suppressed" }])], FAIL_ON);
  expect(passed).toBe(true);
  expect(images[0]?.findings[0]?.ignored).toEqual({ reason: "suppressed in Amazon Inspector" });
});

test("entries that nothing needed are told, unless a scan is missing that might need them", () => {
  expect(judge([image([])], FAIL_ON, [ENTRY]).unused).toEqual([ENTRY]);
  const unscanned: ScannedImage = { digest: "sha256:b", outcome: { done: false, why: "x" } };
  expect(judge([image([]), unscanned], FAIL_ON, [ENTRY]).unused).toEqual([]);
});

const UNSUPPORTED = "AWS cannot scan this kind of image (UNSUPPORTED_IMAGE)";
const unsupported = (digest: string): ScannedImage => ({
  digest,
  outcome: { done: false, why: UNSUPPORTED, unscannable: true },
});
const accept = (unscannable: string) => ({ unscannable, reason: "static binary", expires: "2026-12-31" });
const LIST = `sha256:${"1".repeat(64)}`;
const PLATFORM = `sha256:${"2".repeat(64)}`;

test.each(["team/api", "team/api:v1", `team/api@${LIST}`, `team/api@${PLATFORM}`])(
  "an image that AWS cannot scan passes if %s is accepted, with the reason",
  (name) => {
    const entry = accept(name);
    const judged = judge([unsupported(PLATFORM)], FAIL_ON, [entry], { ...REQUESTED, digest: LIST });
    expect(judged).toMatchObject({ passed: true, unused: [] });
    expect(judged.images[0]?.accepted).toEqual({ why: UNSUPPORTED, reason: "static binary", expires: "2026-12-31" });
  },
);

test.each(["team/other", "team/api:v2", "team/ap", `team/api@sha256:${"3".repeat(64)}`])(
  "an image that AWS cannot scan does not pass by an entry for %s, and the problem says what to write",
  (name) => {
    const judged = judge([unsupported(PLATFORM)], FAIL_ON, [accept(name)]);
    expect(judged.passed).toBe(false);
    expect(judged.images[0]?.problem).toBe(
      `${UNSUPPORTED}. Scan the image with a different scanner. To let it pass, add { unscannable: "team/api:v1", reason, expires } to the --ignore file`,
    );
  },
);

test("without a resolved tag, an entry for a tag does not count, and the problem names the digest", () => {
  const requested = { repositoryName: "team/api", digest: LIST };
  const judged = judge([unsupported(LIST)], FAIL_ON, [accept("team/api:v1")], requested);
  expect(judged.images[0]?.problem).toContain(`{ unscannable: "team/api@${LIST}", reason, expires }`);
});

test("an entry for an image accepts neither another kind of missing scan nor findings", () => {
  const failed: ScannedImage = { digest: "sha256:a", outcome: { done: false, why: "the scan failed" } };
  expect(judge([failed], FAIL_ON, [accept("team/api")])).toMatchObject({
    passed: false,
    images: [{ problem: "the scan failed" }],
  });
  const entry = accept("team/api");
  const scanned = judge([image([{ id: "CVE-1", severity: "CRITICAL" }])], FAIL_ON, [entry]);
  expect(scanned).toMatchObject({ passed: false, unused: [entry] });
});

test("one accepted platform does not let the others pass", () => {
  const judged = judge([unsupported("sha256:b"), image([{ id: "CVE-1", severity: "HIGH" }])], FAIL_ON, [
    accept("team/api"),
  ]);
  expect(judged).toMatchObject({ passed: false, images: [{ passed: true }, { passed: false }], unused: [] });
});
