import { type Attribute } from "../../src/hcl/blocks";
import { attributeOf, blocksOf, HclSyntaxError, parseBody, type ParsedItem } from "../../src/hcl/body-parser";
import { flat } from "../../src/hcl/inline";

/** Attributes as `name = value` in one line, and blocks as lists that start with name and labels. */
type Shown = string | readonly Shown[];

function shown(items: readonly ParsedItem[]): Shown[] {
  return items.map((item) =>
    item.kind === "attribute"
      ? `${item.name} = ${flat(item.value)}`
      : [[item.name, ...item.labels].join(" "), ...shown(item.body)],
  );
}

const read = (text: string): Shown[] => shown(parseBody(text));

test("reads attributes, and blocks with quoted and unquoted labels", () => {
  const text = `a = 1
resource "aws_ecr_repository" "api" {
  name = "team/api"
  lifecycle {
    prevent_destroy = true
  }
}
locals {}
block bare "quoted" { one = "line" }
`;
  expect(read(text)).toEqual([
    "a = 1",
    ["resource aws_ecr_repository api", 'name = "team/api"', ["lifecycle", "prevent_destroy = true"]],
    ["locals"],
    ["block bare quoted", 'one = "line"'],
  ]);
});

test("ignores comments, whatever is in them", () => {
  const text = `# resource "a" "b" {
/* } " \${
*/ a = 1 # "
b = /* = */ 2 // }
c { # {
  // }
}
# the end has no newline`;
  expect(read(text)).toEqual(["a = 1", "b = 2", ["c"]]);
});

test("does not take text in strings and heredocs for blocks", () => {
  const text = `a = "resource \\"x\\" \\"y\\" { # }"
b = <<-EOT
  resource "x" "y" {
    # "\${var.c}"
  EOT
c = "\${join("}", ["{", "\${d}"])}"
e {}
`;
  const [a, b, c, ...others] = parseBody(text);
  expect(others).toMatchObject([{ name: "e" }]);
  expect((a as Attribute).value).toEqual([{ kind: "template", parts: ['resource "x" "y" { # }'] }]);
  expect((b as Attribute).value).toMatchObject([
    { kind: "template", parts: ['resource "x" "y" {\n  # "', { open: "${" }, '"\n'] },
  ]);
  expect(shown([c as Attribute])).toEqual(['c = "${join("}", ["{", d])}"']);
});

test("a value may span lines only inside brackets", () => {
  expect(read('a = [\n  1,\n  "x",\n]\nb = f(\n  {\n    c = 1\n  }\n)\n')).toEqual([
    'a = [1, "x"]',
    "b = f({ c = 1 })",
  ]);
  expect(() => read("a = 1 +\n")).not.toThrow();
  expect(() => read("a = 1\n  + 2\n")).toThrow(HclSyntaxError);
});

test("line endings of Windows and a byte order mark make no difference", () => {
  const text = 'a = <<EOT\none\ntwo\nEOT\nb "c" {\n  # comment\n  d = [\n    1,\n  ]\n}\n';
  expect(parseBody(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(parseBody(text));
});

test.each([
  ["<<<<<<< HEAD\n", 1, '"<"'],
  ["a = 1\n=======\n", 2, '"=="'],
  ["a {\n  b = 1\n", 3, "the end of the file inside a block"],
  ["a = 1\n}\n", 2, '"}"'],
  ["a = \n", 1, '"a" without a value'],
  ["a = 1, b = 2\n", 1, '","'],
  ["a = b = 2\n", 1, '"="'],
  ['a "b" = 1\n', 1, '"="'],
  ['a "${b}" {}\n', 1, "a label with an expression"],
  ["a {} b {}\n", 1, '"b"'],
  ["a = (1\n", 2, 'the end instead of ")"'],
  ['a = "b\n', 2, "the end instead of"],
  ["a = <<EOT\n${\nEOT\n", 3, "an empty"],
  ["a = <<EOT\nb\n", 3, 'a heredoc without the delimiter "EOT"'],
  ["a\n", 1, '"\\n"'],
])("names the line of what is not HCL: %j", (text, line, found) => {
  const error = (() => {
    try {
      return parseBody(text);
    } catch (cause) {
      return cause;
    }
  })();
  expect(error).toBeInstanceOf(HclSyntaxError);
  expect(error).toMatchObject({ line, message: expect.stringContaining(found) as unknown });
});

test("finds attributes and nested blocks by name", () => {
  const [block] = parseBody("a {\n  b = 1\n  c {}\n  c { d = 2 }\n}\n");
  if (block?.kind !== "block") throw new Error("no block");
  expect(attributeOf(block, "b")).toEqual([{ kind: "token", text: "1" }]);
  expect(attributeOf(block, "c")).toBeUndefined();
  expect(blocksOf(block, "c")).toHaveLength(2);
});
