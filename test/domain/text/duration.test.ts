import { durationText, readDuration } from "../../../src/domain/text/duration";

test.each([
  ["0", 0, "0 s"],
  ["0m", 0, "0 s"],
  ["90s", 90_000, "90 s"],
  ["10m", 600_000, "10 min"],
  ["2h", 7_200_000, "2 h"],
  ["24h", 86_400_000, "24 h"],
])("%s is a duration", (text, milliseconds, words) => {
  expect(readDuration(text)).toBe(milliseconds);
  expect(durationText(milliseconds)).toBe(words);
});

test.each(["10", "m", "1.5h", "-1m", "25h", "86401s", "", "ten minutes"])("%j is not a duration", (text) => {
  expect(readDuration(text)).toBeUndefined();
});
