import { type ScanAnswer } from "../../../src/operations/scan-gate/scan";
import { waitForScan, type ScanReading } from "../../../src/operations/scan-gate/wait";

const BASE = { kind: "basic", pushedAt: "2026-01-01T00:00:00.000Z", findings: [], listed: {}, faults: [] } as const;
const DONE: ScanAnswer = { ...BASE, status: "COMPLETE", completedAt: "2026-01-01T00:01:00.000Z", counts: {} };
const PENDING: ScanAnswer = { ...BASE, status: "PENDING" };
const UNDATED: ScanAnswer = { ...BASE, kind: "enhanced", status: "ACTIVE" };

/** Waits on a clock that only pauses move; the last reading stays. */
async function wait(readings: readonly ScanReading[], seconds: number, acceptUndated = false) {
  let now = 0;
  let asked = 0;
  const pauses: number[] = [];
  const told: string[] = [];
  const outcome = await waitForScan(
    () => {
      const reading = readings[Math.min(asked, readings.length - 1)];
      asked += 1;
      return reading === undefined ? Promise.reject(new Error("no reading")) : Promise.resolve(reading);
    },
    {
      wait: seconds * 1000,
      acceptUndated,
      clock: () => now,
      sleep: (milliseconds) => {
        pauses.push(milliseconds / 1000);
        now += milliseconds;
        return Promise.resolve();
      },
      log: (why) => told.push(why),
    },
  );
  return { outcome, pauses, told };
}

test("a scan that is done is not waited for", async () => {
  expect(await wait([DONE], 0)).toEqual({ outcome: { done: true, scan: DONE }, pauses: [], told: [] });
});

test("a scan is waited for with pauses that grow, and each reason is told once", async () => {
  const never = { missing: "the image has not been scanned yet", final: false };
  const { outcome, pauses, told } = await wait([never, PENDING, PENDING, DONE], 600);
  expect(outcome).toEqual({ done: true, scan: DONE });
  expect(pauses).toEqual([2, 3, 4.5]);
  expect(told).toEqual(["the image has not been scanned yet", "the scan has not finished (PENDING)"]);
});

test("pauses grow to 30 seconds, and the last ends with the wait", async () => {
  const { outcome, pauses } = await wait([PENDING], 120);
  expect(Math.max(...pauses)).toBe(30);
  expect(pauses.reduce((sum, pause) => sum + pause)).toBe(120);
  expect(outcome).toEqual({
    done: false,
    why: "the scan has not finished (PENDING). The gate stopped waiting after 2 min. To wait longer, increase --wait",
  });
});

test("what is hopeless is not waited for", async () => {
  const failed = { ...PENDING, status: "FAILED" };
  expect(await wait([failed], 600)).toMatchObject({ outcome: { done: false }, pauses: [] });
  expect(await wait([{ missing: "nobody scans", final: true }], 600)).toMatchObject({
    outcome: { done: false, why: "nobody scans" },
    pauses: [],
  });
});

test("a scan without its time is waited for to the end, and taken then only when that was asked for", async () => {
  const refused = await wait([UNDATED], 5);
  expect(refused.outcome).toEqual({
    done: false,
    why: expect.stringContaining("To accept the image without a scan time, add --accept-undated"),
  });
  const taken = await wait([UNDATED], 5, true);
  expect(taken.outcome).toEqual({ done: true, scan: UNDATED });
  expect(taken.pauses).toEqual([2, 3]);
  expect((await wait([PENDING], 5, true)).outcome.done).toBe(false);
});
