import { stateOf, type ScanAnswer } from "../../../../modules/ecr-repository/scan-gate/scan";

function answer(parts: Partial<ScanAnswer>): ScanAnswer {
  return { kind: "basic", status: "COMPLETE", findings: [], ...parts };
}

test.each(["COMPLETE", "ACTIVE"])("%s is done with a time, with counts or with a finding", (status) => {
  expect(stateOf(answer({ status, completedAt: "2026-01-31T00:00:00.000Z" })).state).toBe("done");
  expect(stateOf(answer({ status, counts: {} })).state).toBe("done");
  expect(stateOf(answer({ status, findings: [{ id: "CVE-1", severity: "LOW" }] })).state).toBe("done");
});

test.each(["COMPLETE", "ACTIVE"])(
  "%s with nothing else is waited for: Amazon Inspector may not have looked",
  (status) => {
    expect(stateOf(answer({ status }))).toEqual({
      state: "waiting",
      why: `AWS says ${status}, but neither when the scan was done nor what it found`,
      undated: true,
    });
  },
);

test.each(["PENDING", "IN_PROGRESS", "FINDINGS_UNAVAILABLE", "A_NEW_ONE"])("%s is waited for", (status) => {
  const counts = { CRITICAL: 0 } as const;
  expect(stateOf(answer({ status, counts, description: "soon" }))).toEqual({
    state: "waiting",
    why: `the scan is not done (${status}: soon)`,
    undated: false,
  });
});

test.each([
  ["FAILED", "the scan failed"],
  ["UNSUPPORTED_IMAGE", "AWS cannot scan such an image"],
  ["SCAN_ELIGIBILITY_EXPIRED", "push it again"],
  ["LIMIT_EXCEEDED", "once in 24 hours"],
  ["IMAGE_ARCHIVED", "restore it first"],
])("%s never gets done, even with findings of before", (status, why) => {
  const state = stateOf(answer({ status, completedAt: "2026-01-31T00:00:00.000Z" }));
  expect(state).toEqual({ state: "never", why: expect.stringContaining(why) });
  expect(state).toEqual({ state: "never", why: expect.stringContaining(`(${status})`) });
});
