import { columns, fitted, terminalWidth } from "../../../src/cli/support/terminal";

test("cells stand in columns, and the last one is as long as it is", () => {
  expect(
    columns([
      ["a", "b"],
      ["long", "x"],
      ["c", ""],
    ]),
  ).toEqual(["a     b", "long  x", "c"]);
});

test("a terminal gets lines that fit, and nothing else does", () => {
  const lines = ["12345", "123456"];
  expect(fitted(lines, 5)).toEqual(["12345", "1234…"]);
  expect(fitted(lines, undefined)).toEqual(lines);
  expect(terminalWidth({ isTTY: true, columns: 80 })).toBe(80);
  expect(terminalWidth({ isTTY: false, columns: 80 })).toBeUndefined();
  // As some terminals in containers say it.
  expect(terminalWidth({ isTTY: true, columns: 0 })).toBeUndefined();
});
