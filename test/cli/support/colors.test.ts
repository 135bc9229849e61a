import { colors } from "../../../src/cli/support/terminal";

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

/** A stream of which only what the rule asks is said. */
function stream(isTTY: boolean): NodeJS.WriteStream {
  return Object.assign(Object.create(process.stdout) as NodeJS.WriteStream, { isTTY, hasColors: () => true });
}

function painted(variables: Readonly<Record<string, string>>, isTTY: boolean): boolean {
  process.env = { ...variables };
  return colors(stream(isTTY)).red("x") !== "x";
}

test("a terminal gets colours, a file and a pipe none, in CI neither", () => {
  expect(painted({}, true)).toBe(true);
  expect(painted({}, false)).toBe(false);
  expect(painted({ CI: "true" }, false)).toBe(false);
});

test("FORCE_COLOR and NO_COLOR decide otherwise, NO_COLOR over all", () => {
  expect(painted({ FORCE_COLOR: "1" }, false)).toBe(true);
  expect(painted({ FORCE_COLOR: "0" }, true)).toBe(false);
  expect(painted({ NO_COLOR: "1", FORCE_COLOR: "1" }, true)).toBe(false);
  expect(painted({ NO_COLOR: "" }, true)).toBe(true);
});
