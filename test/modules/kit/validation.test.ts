import { eachOf, hclText, isOneOf, matchesRegex } from "../../../modules/kit/validation";

test("a text is literal in HCL: quotes, backslashes and template signs are escaped", () => {
  expect(hclText('a "b" \\ ${c} %{d}')).toBe('"a \\"b\\" \\\\ $${c} %%{d}"');
});

test("a pattern becomes a call of regex, whose slashes need no backslash", () => {
  expect(matchesRegex(/^a\/[\w.]+$/, "var.path")).toBe('can(regex("^a/[\\\\w.]+$", var.path))');
});

test("a choice becomes a call of contains", () => {
  expect(isOneOf(["A", "B"], "var.kind")).toBe('contains(["A", "B"], var.kind)');
});

test("a rule for each entry holds for all of them, and its message begins with those that break it", () => {
  const { input, condition, message } = eachOf(
    "names",
    (name) => `length(${name}) > 1`,
    (found) => `${found} is too short`,
  );
  expect(input).toBe("names");
  expect(condition("var.names")).toBe(
    "length([for entry in var.names : jsonencode(entry) if !(length(entry) > 1)]) == 0",
  );
  expect(message).toBe(
    '${join(", ", [for entry in var.names : jsonencode(entry) if !(length(entry) > 1)])} is too short',
  );
});
