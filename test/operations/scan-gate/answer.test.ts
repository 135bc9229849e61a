import { scanAnswer, type AnswerPage } from "../../../src/operations/scan-gate/answer";

const ASKED = {
  registryId: "111122223333",
  repositoryName: "team/api",
  imageDigest: `sha256:${"a".repeat(64)}`,
  pushedAt: "2026-01-01T00:00:00.000Z",
};
type Findings = NonNullable<AnswerPage["imageScanFindings"]>;

function page(imageScanFindings: Findings = {}, more: Partial<AnswerPage> = {}): AnswerPage {
  const { registryId, repositoryName, imageDigest } = ASKED;
  const imageScanStatus = { status: "COMPLETE" };
  return { registryId, repositoryName, imageId: { imageDigest }, imageScanStatus, imageScanFindings, ...more };
}

const NOW = new Date("2026-02-01T00:00:00Z");
const DATE = new Date("2026-01-02T00:00:00Z");

test("all pages are read, with the first one's status, date and counts", () => {
  const first = page({
    imageScanCompletedAt: DATE,
    findingSeverityCounts: { CRITICAL: 1, UNTRIAGED: 1 },
    findings: [{ name: "CVE-1", severity: "CRITICAL", attributes: [{ key: "package_name", value: "zlib" }] }],
  });
  const answer = scanAnswer([first, page({ findings: [{ name: "CVE-2", severity: "UNDEFINED" }] })], ASKED, NOW);
  expect(answer).toMatchObject({
    kind: "basic",
    status: "COMPLETE",
    completedAt: "2026-01-02T00:00:00.000Z",
    pushedAt: ASKED.pushedAt,
    counts: { CRITICAL: 1, UNDEFINED: 1 },
    findings: [
      { id: "CVE-1", severity: "CRITICAL", package: "zlib" },
      { id: "CVE-2", severity: "UNDEFINED" },
    ],
    listed: { CRITICAL: { open: 1, all: 1 }, UNDEFINED: { open: 1, all: 1 } },
    faults: [],
  });
  expect(answer).not.toHaveProperty("pending");
});

test("a finding with several packages is counted once, and one that is settled is not open", () => {
  const packageVulnerabilityDetails = {
    vulnerabilityId: "CVE-1",
    vulnerablePackages: [
      { name: "a", version: "1" },
      { name: "b", version: "1" },
    ],
  };
  const enhancedFindings = [
    { severity: "HIGH", status: "ACTIVE", packageVulnerabilityDetails },
    { severity: "HIGH", status: "SUPPRESSED", packageVulnerabilityDetails },
  ];
  const { kind, findings, listed } = scanAnswer([page({ enhancedFindings })], ASKED, NOW);
  expect(kind).toBe("enhanced");
  expect(findings).toHaveLength(4);
  expect(listed).toEqual({ HIGH: { open: 1, all: 2 } });
});

const FOREIGN: readonly (readonly [string, Partial<AnswerPage>])[] = [
  ["another registry", { registryId: "999988887777" }],
  ["another repository", { repositoryName: "team/other" }],
  ["another digest", { imageId: { imageDigest: `sha256:${"b".repeat(64)}` } }],
  ["no image", { imageId: undefined }],
  ["no repository", { repositoryName: undefined }],
];

test.each(FOREIGN)("an answer about %s is a fault, on any page", (_, parts) => {
  const { faults } = scanAnswer([page(), page({}, parts), page({}, parts)], ASKED, NOW);
  expect(faults).toEqual([
    expect.stringMatching(/^expected a response for 111122223333\/team\/api@sha256:a{64}, found one for \S+$/),
  ]);
});

test.each([
  [{ CRITICAL: -1 }, "expected a whole number of CRITICAL findings, 0 or more, found -1"],
  [{ LOW: 1.5 }, "expected a whole number of LOW findings, 0 or more, found 1.5"],
  [{ LOW: "many" }, 'expected a whole number of LOW findings, 0 or more, found "many"'],
  [{ SEVERE: 3 }, 'found "SEVERE" (count 3)'],
  [{ SEVERE: 0 }, 'found "SEVERE" (count 0)'],
])("counts of %j are a fault", (findingSeverityCounts, fault) => {
  expect(scanAnswer([page({ findingSeverityCounts })], ASKED, NOW).faults).toEqual([expect.stringContaining(fault)]);
});

test.each([
  ["SEVERE", 'CVE-1: expected severity CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNDEFINED, found "SEVERE"'],
  [undefined, "found none"],
])("a finding of severity %s is a fault, of either scanner", (severity, fault) => {
  const basic = scanAnswer([page({ findings: [{ name: "CVE-1", severity }] })], ASKED, NOW);
  const enhanced = scanAnswer([page({ enhancedFindings: [{ title: "CVE-1", severity }] })], ASKED, NOW);
  for (const { faults } of [basic, enhanced]) expect(faults).toEqual([expect.stringContaining(fault)]);
});

test.each([
  ["another date", page({ imageScanCompletedAt: new Date("2026-01-03T00:00:00Z") })],
  ["other counts", page({ findingSeverityCounts: { HIGH: 2 } })],
  ["another status", page({}, { imageScanStatus: { status: "IN_PROGRESS" } })],
])("pages with %s are read again", (_, second) => {
  const first = page({ imageScanCompletedAt: DATE, findingSeverityCounts: { HIGH: 1, LOW: 1 } });
  expect(scanAnswer([first, second], ASKED, NOW).pending).toBe("the scan changed while it was being read");
});

test("no page at all is an answer about nothing", () => {
  expect(scanAnswer([], ASKED, NOW)).toMatchObject({ status: "", findings: [] });
});

test.each([
  ["a year ahead", "2027-02-01T00:00:00Z", true],
  ["two days ahead", "2026-02-03T00:00:00Z", true],
  ["an hour ahead, as by another clock", "2026-02-01T01:00:00Z", false],
  ["before", "2026-01-31T00:00:00Z", false],
])("a scan that was completed %s is a fault: %s %s", (_, time, isFault) => {
  const { faults } = scanAnswer([page({ imageScanCompletedAt: new Date(time) })], ASKED, NOW);
  const fault = `expected a scan in the past, found the completion time ${time.replace("Z", ".000Z")}, more than a day in the future`;
  expect(faults).toEqual(isFault ? [fault] : []);
});

test.each([
  ["null counts", page({ imageScanCompletedAt: DATE, findingSeverityCounts: null, findings: [] }), true],
  ["a date and no counts", page({ imageScanCompletedAt: DATE, findings: [] }), true],
  ["no findings at all", page({}, { imageScanFindings: null }), true],
  ["an empty list without a date, as of Amazon Inspector", page({ findings: [] }), undefined],
  ["empty counts", page({ imageScanCompletedAt: DATE, findingSeverityCounts: {}, findings: [] }), undefined],
])("an answer with %s is uncounted: %s", (_, answer, uncounted) => {
  expect(scanAnswer([answer], ASKED, NOW).uncounted).toBe(uncounted);
});
