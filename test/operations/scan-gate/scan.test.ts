import { stateOf, type ScanAnswer } from "../../../src/operations/scan-gate/scan";

function answer(parts: Partial<ScanAnswer>): ScanAnswer {
  return { kind: "basic", status: "COMPLETE", pushedAt: PUSHED, findings: [], listed: {}, faults: [], ...parts };
}

const PUSHED = "2026-01-31T00:00:00.700Z";

test.each(["COMPLETE", "ACTIVE"])("%s is done when the scan is dated, and not from before the push", (status) => {
  const stateAt = (completedAt: string) => stateOf(answer({ status, completedAt, counts: {} }));
  expect(stateAt("2026-01-31T00:00:01.000Z")).toEqual({ state: "done" });
  // AWS gives the two times with different precision.
  expect(stateAt("2026-01-31T00:00:00.000Z")).toEqual({ state: "done" });
  expect(stateAt("2026-01-30T23:59:59.999Z")).toEqual({
    state: "waiting",
    why: `the last scan (2026-01-30T23:59:59.999Z) is older than the push of the image (${PUSHED})`,
    undated: false,
  });
});

const UNDATED: readonly Partial<ScanAnswer>[] = [
  {},
  { counts: {} },
  { counts: { CRITICAL: 0 } },
  { counts: { LOW: 1 }, findings: [{ id: "CVE-1", severity: "LOW" }], listed: { LOW: { open: 1, all: 1 } } },
];

test.each(["COMPLETE", "ACTIVE"])("%s without a date is waited for: Amazon Inspector may not have looked", (status) => {
  for (const parts of UNDATED) {
    const why = `AWS reports ${status}, but does not report when the scan finished`;
    expect(stateOf(answer({ status, ...parts }))).toEqual({ state: "waiting", why, undated: true });
  }
});

test("an answer that is not understood never passes, whatever its status", () => {
  for (const status of ["COMPLETE", "ACTIVE", "PENDING", ""]) {
    const state = stateOf(answer({ status, completedAt: "2026-02-01T00:00:00.000Z", faults: ["odd", "odder"] }));
    expect(state).toMatchObject({
      state: "never",
      why: expect.stringContaining("unexpected response from AWS: odd; odder. Check the image in the ECR console"),
    });
  }
});

test.each(["PENDING", "IN_PROGRESS", "FINDINGS_UNAVAILABLE", "A_NEW_ONE"])("%s is waited for", (status) => {
  const counts = { CRITICAL: 0 } as const;
  expect(stateOf(answer({ status, counts, description: "soon" }))).toEqual({
    state: "waiting",
    why: `the scan has not finished (${status}: soon)`,
    undated: false,
  });
});

test.each([
  ["FAILED", "the scan failed"],
  ["UNSUPPORTED_IMAGE", "AWS cannot scan this kind of image"],
  ["SCAN_ELIGIBILITY_EXPIRED", "Push it again"],
  ["LIMIT_EXCEEDED", "once every 24 hours"],
  ["IMAGE_ARCHIVED", "Restore it first"],
])("%s never gets done, even with findings of before", (status, why) => {
  const state = stateOf(answer({ status, completedAt: "2026-01-31T00:00:00.000Z" }));
  expect(state).toMatchObject({ state: "never", why: expect.stringContaining(why) });
  expect(state).toMatchObject({ state: "never", why: expect.stringContaining(`(${status})`) });
});

test.each([
  ["UNSUPPORTED_IMAGE", undefined, true],
  ["FAILED", "UnsupportedImageError: The operating system and/or package manager are not supported.", true],
  ["FAILED", "InternalError: an error on AWS's side", false],
  ["FAILED", undefined, false],
  ["SCAN_ELIGIBILITY_EXPIRED", "UnsupportedImageError", false],
])("%s (%s): the kind of image is the reason: %s", (status, description, unscannable) => {
  const state = stateOf(answer({ status, ...(description === undefined ? {} : { description }) }));
  expect(state).toMatchObject({ state: "never", unscannable });
});

test("an unexpected response is never about the kind of image", () => {
  const state = stateOf(answer({ status: "UNSUPPORTED_IMAGE", faults: ["odd"] }));
  expect(state).toMatchObject({ state: "never", unscannable: false });
});

test.each([
  ["", undefined, "the scan has not finished (AWS does not report a status)"],
  ["", "later", "the scan has not finished (AWS does not report a status: later)"],
  ["PENDING", undefined, "the scan has not finished (PENDING)"],
])("the status %j is told as it is", (status, description, why) => {
  const parts = description === undefined ? { status } : { status, description };
  expect(stateOf(answer(parts))).toMatchObject({ state: "waiting", why });
});
