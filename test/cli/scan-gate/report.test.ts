import { gateTable } from "../../../src/cli/scan-gate/report";
import { listedOf } from "../../../src/operations/scan-gate/counts";
import { type ScanAnswer, type ScanFinding } from "../../../src/operations/scan-gate/scan";
import { parseFailOn } from "../../../src/operations/scan-gate/severity";
import { judge } from "../../../src/operations/scan-gate/verdict";

beforeAll(() => {
  process.env["NO_COLOR"] = "1";
});

const DIGEST = `sha256:${"a".repeat(64)}`;

function table(findings: readonly ScanFinding[], counts: ScanAnswer["counts"], failOn = "critical"): string {
  const listed = listedOf(findings.map(({ severity }) => ({ severity, isOpen: true })));
  const times = { pushedAt: "2026-01-01T00:00:00.000Z", completedAt: "2026-01-01T00:01:00.000Z" };
  const scan = { kind: "basic", status: "COMPLETE", ...times, counts, findings, listed, faults: [] } as const;
  const severities = parseFailOn(failOn);
  return gateTable({
    ...judge(
      [{ digest: DIGEST, outcome: { done: true, scan } }],
      { repositoryName: "team/api", digest: DIGEST },
      severities,
    ),
    image: { reference: "team/api:v1", registryId: "", region: "", repositoryName: "team/api", digest: DIGEST },
    failOn: severities,
    leftOut: 0,
  });
}

const MEDIUM = { id: "CVE-1", severity: "MEDIUM" } as const;
const UNRATED = { id: "CVE-2", severity: "UNDEFINED" } as const;

test.each<[string, readonly ScanFinding[], ScanAnswer["counts"], string]>([
  ["nothing", [], {}, "no findings"],
  ["counts without a list", [], { MEDIUM: 500 }, "counted by AWS but not listed: 500 medium"],
  [
    "more counts than the list has",
    [MEDIUM],
    { MEDIUM: 3, LOW: 1 },
    "1 medium, counted by AWS but not listed: 2 medium, 1 low",
  ],
  ["a whole list", [MEDIUM], { MEDIUM: 1 }, "1 medium"],
])("%s is reported as it is", (_, findings, counts, expected) => {
  expect(table(findings, counts).split("\n")).toContain(`  basic scan of 2026-01-01T00:01:00.000Z: ${expected}`);
});

test.each<[readonly ScanFinding[], string, string | undefined]>([
  [
    [UNRATED],
    "critical",
    "Note: 1 finding is not rated yet (undefined). To fail on unrated findings, add undefined to --fail-on.",
  ],
  [
    [UNRATED, { ...UNRATED, id: "CVE-3" }],
    "critical",
    "Note: 2 findings are not rated yet (undefined). To fail on unrated findings, add undefined to --fail-on.",
  ],
  [[UNRATED], "critical,undefined", undefined],
  [[MEDIUM], "critical", undefined],
])("findings that nobody has rated are said to pass: %j on %s", (findings, failOn, note) => {
  const lines = table(findings, { UNDEFINED: findings.length, MEDIUM: 1 }, failOn).split("\n");
  expect(lines.find((line) => line.startsWith("Note:"))).toBe(note);
});
