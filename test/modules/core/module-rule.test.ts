import { hclText, isOneOf, matches } from "../../../modules/core/module-rule";

test("a text is literal in HCL: quotes, backslashes and template signs are escaped", () => {
  expect(hclText('a "b" \\ ${c} %{d}')).toBe('"a \\"b\\" \\\\ $${c} %%{d}"');
});

test("a pattern becomes a call of regex, whose slashes need no backslash", () => {
  expect(matches(/^a\/[\w.]+$/, "var.path")).toBe('can(regex("^a/[\\\\w.]+$", var.path))');
});

test("a choice becomes a call of contains", () => {
  expect(isOneOf(["A", "B"], "var.kind")).toBe('contains(["A", "B"], var.kind)');
});
