import { withCoverage } from "../../../src/operations/scan-gate/coverage";
import { stateOf, type ScanAnswer } from "../../../src/operations/scan-gate/scan";

const UNDATED: ScanAnswer = {
  kind: "basic",
  status: "COMPLETE",
  pushedAt: "2026-01-01T00:00:00.000Z",
  findings: [],
  listed: {},
  faults: [],
};
const NOW = new Date("2026-01-01T12:00:00Z");

test.each(["SUCCESSFUL", "SCAN_FREQUENCY_SCAN_ON_PUSH"])("%s: what was scanned a while ago is done", (reason) => {
  const scannedAt = "2026-01-01T11:59:30.000Z";
  const answer = withCoverage(UNDATED, { reason, scannedAt }, NOW);
  expect(answer).toEqual({ ...UNDATED, kind: "enhanced", completedAt: scannedAt });
  expect(stateOf(answer)).toEqual({ state: "done" });
});

test.each([
  [
    "was scanned just now",
    { reason: "SUCCESSFUL", scannedAt: "2026-01-01T11:59:31.000Z" },
    "findings may not be complete yet",
  ],
  [
    "is yet to be scanned",
    { reason: "PENDING_INITIAL_SCAN" },
    "does not report a finished scan of the image (PENDING_INITIAL_SCAN)",
  ],
  [
    "cannot be scanned",
    { reason: "UNSUPPORTED_OS", scannedAt: "2026-01-01T00:00:00.000Z" },
    "scan of the image (UNSUPPORTED_OS)",
  ],
])("what %s is waited for, and nothing takes it for done", (_what, coverage, why) => {
  expect(stateOf(withCoverage(UNDATED, coverage, NOW))).toEqual({
    state: "waiting",
    why: expect.stringContaining(why),
    undated: false,
  });
});

test("what Amazon Inspector scanned before the image was pushed again is waited for", () => {
  const scannedAt = "2025-12-31T23:59:59.000Z";
  expect(stateOf(withCoverage(UNDATED, { reason: "SUCCESSFUL", scannedAt }, NOW))).toEqual({
    state: "waiting",
    why: "the last scan (2025-12-31T23:59:59.000Z) is older than the push of the image (2026-01-01T00:00:00.000Z)",
    undated: false,
  });
});

test.each([
  ["2026-01-03T00:00:00.000Z", "never"],
  ["2027-01-01T00:00:00.000Z", "never"],
  ["2026-01-01T13:00:00.000Z", "waiting"],
])("a scan that Amazon Inspector dates to the future, %s, does not pass: %s", (scannedAt, state) => {
  expect(stateOf(withCoverage(UNDATED, { reason: "SUCCESSFUL", scannedAt }, NOW)).state).toBe(state);
});
