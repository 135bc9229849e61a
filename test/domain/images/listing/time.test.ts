import { timeOf } from "../../../../src/domain/images/listing/time";

test.each<[unknown, string]>([
  ["2026-01-31T10:20:30Z", "2026-01-31T10:20:30.000Z"],
  ["2026-01-31T10:20:30.123456+00:00", "2026-01-31T10:20:30.123Z"],
  ["2026-01-31T10:20:30-05:30", "2026-01-31T15:50:30.000Z"],
  ["2024-02-29T00:00:00+01:00", "2024-02-28T23:00:00.000Z"],
  ["2026-01-31 10:20:30+0100", "2026-01-31T09:20:30.000Z"],
  ["2026-01-31T10:20Z", "2026-01-31T10:20:00.000Z"],
  ["1969-12-31T23:59:59Z", "1969-12-31T23:59:59.000Z"],
  [1769854830, "2026-01-31T10:20:30.000Z"],
  [1769854830.25, "2026-01-31T10:20:30.250Z"],
])("%p is %s", (value, expected) => {
  expect(new Date(timeOf(value) ?? Number.NaN).toISOString()).toBe(expected);
});

test.each([
  "2026-01-31T10:20:30",
  "2026-01-31",
  "2026-02-29T10:20:30Z",
  "2026-13-01T10:20:30Z",
  "2026-01-31T24:20:30Z",
  "2026-01-31T10:60:30Z",
  "2026-01-31T10:20:3xZ",
  "2026-01-31T10:20:30+1:00",
  "2026-01-31T10:20:30Z ",
  "x026-01-31T10:20:30Z",
  "",
  1e300,
  // Milliseconds, which would be the year 58000.
  1769854830000,
  Number.NaN,
  null,
  {},
])("%p is no time", (value) => {
  expect(timeOf(value)).toBeUndefined();
});

test("days of all years are those of the calendar, leap years and centuries included", () => {
  for (let year = 1970; year < 2420; year += 1) {
    for (const day of ["01-01", "02-28", "03-01", "12-31"]) {
      const text = `${year}-${day}T12:00:00Z`;
      expect(timeOf(text)).toBe(Date.parse(text));
    }
  }
});
