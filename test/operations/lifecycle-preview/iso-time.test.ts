import { isoTime } from "../../../src/operations/lifecycle-preview/iso-time";

/** The last time that a date can have, in the year 275760. */
const LAST = 8_640_000_000_000_000;

test("writes times as toISOString does", () => {
  const times = [0, -1, 999, 1000, 59_999, 86_399_999, 86_400_000, 253_402_300_800_000, LAST, -LAST];
  for (let index = 0; index < 5000; index += 1) times.push(index * 1_234_567_891 - 2_000_000_000_000);
  for (const time of times) expect(isoTime(time)).toBe(new Date(time).toISOString());
});

test("a time outside the range of dates is null", () => {
  expect(isoTime(LAST + 86_400_000)).toBeNull();
  expect(isoTime(Number.NaN)).toBeNull();
});
