import { type Finding, type ScanAnswer } from "../../../../modules/ecr-repository/scan-gate/scan";
import { SEVERITIES } from "../../../../modules/ecr-repository/scan-gate/scan-words";
import { parseFailOn } from "../../../../modules/ecr-repository/scan-gate/severity";
import { judge, type ScannedImage } from "../../../../modules/ecr-repository/scan-gate/verdict";

const FAIL_ON = parseFailOn("critical,high");
const ENTRY = { id: "CVE-1", reason: "not reachable", expires: "2026-12-31" };

function image(findings: readonly Finding[], parts: Partial<ScanAnswer> = {}): ScannedImage {
  return {
    digest: "sha256:a",
    outcome: { done: true, scan: { kind: "basic", status: "COMPLETE", findings, ...parts } },
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
    images: [{ problem: expect.stringContaining("AWS counts 2 critical but lists none of that severity") }],
  });
  expect(judge([image([], { counts: { LOW: 4, HIGH: 0 } })], FAIL_ON).passed).toBe(true);
});

test("the worst findings come first, then by name and package", () => {
  const findings: Finding[] = [
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
  const findings: Finding[] = [
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
