import {
  error,
  errorsOf,
  formatPath,
  oneOf,
  quoteValue,
  prefixed,
  warning,
} from "../../../src/domain/problems/problem";

test("problems move below a prefix", () => {
  expect(prefixed(["spec"], [error("a/b", ["x", 0], "wrong")])).toEqual([error("a/b", ["spec", "x", 0], "wrong")]);
});

test("errors are told from warnings", () => {
  const fault = error("a/b", [], "wrong");
  expect(errorsOf([warning("a/c", [], "odd"), fault])).toEqual([fault]);
});

test.each([
  [[], ""],
  [["rules", 2, "selection"], "rules[2].selection"],
  [[0, "name"], "[0].name"],
  [["tags", "aws:x", "my-key"], 'tags["aws:x"].my-key'],
])("the path %j reads %s", (at, text) => {
  expect(formatPath(at)).toBe(text);
});

test.each([
  [undefined, "nothing"],
  [null, "null"],
  [12, "12"],
  ["a\nb", '"a\\nb"'],
  [["a", { b: 1 }], '["a",{"b":1}]'],
  [() => 1, "function"],
])("%p is shown as %s", (value, text) => {
  expect(quoteValue(value)).toBe(text);
});

test("a long value is cut", () => {
  expect(quoteValue("x".repeat(100))).toBe(`"${"x".repeat(78)}…`);
});

test("choices are listed as people do", () => {
  expect([oneOf([]), oneOf(["a"]), oneOf(["a", "b"]), oneOf(["a", "b", "c"], "and")]).toEqual([
    "",
    "a",
    "a or b",
    "a, b and c",
  ]);
});
