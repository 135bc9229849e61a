import { printHcl } from "../../src/hcl/print-files";
import { type Json } from "../../src/hcl/value";
import { terraformFmt } from "../support/hcl/terraform-fmt";

/** The text of a local value of the name `x`. */
function printed(value: Json): string {
  const text = printHcl({ locals: { x: value } });
  return text.slice("locals {\n  x = ".length, -"\n}\n".length);
}

test.each([
  ["false", false, "false"],
  ["zero", 0, "0"],
  ["an empty string", "", '""'],
  ["null", null, "null"],
  ["an empty list", [], "[]"],
  ["an empty object", {}, "{}"],
  ["a large number", 9007199254740991, "9007199254740991"],
  ["a number with an exponent", 1e21, "1e+21"],
  ["a negative number", -0.25, "-0.25"],
  ["quotes and backslashes", 'say "hi"\\n', '"say \\"hi\\"\\\\n"'],
  ["a newline within text", "a\nb", '"a\\nb"'],
  ["a tab, a carriage return and a control character", "\t\r\u0007", '"\\t\\r\\u0007"'],
  ["letters of all scripts", "é日本👨‍👩‍👧", '"é日本👨‍👩‍👧"'],
  ["JSON as text", '{"a":["b"]}', '"{\\"a\\":[\\"b\\"]}"'],
  ["escaped signs", "$${a} %%{b} 100%", '"$${a} %%{b} 100%"'],
  ["several escaped signs", "$$${a}", '"$$${a}"'],
  ["a reference alone", "${aws_ecr_repository.team_api.arn}", "aws_ecr_repository.team_api.arn"],
  ["a reference with strip markers alone", "${~ var.a ~}", "var.a"],
  ["a reference in text", "a ${ var.b } c", '"a ${var.b} c"'],
  ["strip markers in text", "a ${~ var.b ~} c", '"a ${~var.b~} c"'],
  ["a directive", "%{ if var.a }b%{ else }c%{ endif }", '"%{if var.a}b%{else}c%{endif}"'],
  ["an interpolated object", '${ "${ { a = 1 } } x" }', '"${ { a = 1 } } x"'],
  ["templates within templates", 'a ${"b ${"c ${d}"}"}', '"a ${"b ${"c ${d}"}"}"'],
  ["an expression over lines", "${f(\n  a,\n  b\n)}", "f(a, b)"],
  ["comments in an expression", "${a /* of */ + # the\n b // end\n}", "a + b"],
  ["operators", "${!a&&b||-c<d?e:f}", "!a && b || -c < d ? e : f"],
  ["splats and indexes", '${a[*].b . c.*.d["e"] [0]}', 'a[*].b.c.*.d["e"][0]'],
  ["provider functions", "${provider::aws::arn_parse( var.a )}", "provider::aws::arn_parse(var.a)"],
  ["spread arguments", "${f(var.list ...)}", "f(var.list...)"],
  ["for expressions", "${[for k,v in m:k if v]}", "[for k, v in m : k if v]"],
  ["grouping for expressions", "${{for v in m:v.k=>v...}}", "{ for v in m : v.k => v... }"],
  ["a conditional in a for expression", "${[for v in a?b:c:v]}", "[for v in a ? b : c : v]"],
  ["an escape in an expression", '${f("\\u00e9\\u0024{x}")}', 'f("é$${x}")'],
  ["a heredoc in an expression", "${f(<<-EOT\n    a\n      b\n  EOT\n)}", 'f("a\\n  b\\n")'],
])("%s", (_name, value, expected) => {
  expect(printed(value)).toBe(expected);
});

test("keys are without quotes where that is legal and clear", () => {
  const value = { plain: 1, Under_score: 2, "a-b": 3, "a/b": 4, "1st": 5, null: 6, for: 7, "": 8, é: 9, 'q"': 10 };
  const keys = ["plain", "Under_score", '"a-b"', '"a/b"', '"1st"', '"null"', '"for"', '""', '"é"', '"q\\""'];
  expect([...printed(value).matchAll(/^ *(\S+) += \d+$/gm)].map(([, key]) => key)).toEqual(keys);
});

test("a key that is a reference is in parentheses, one with text around it is a template", () => {
  expect(printed({ "${var.a}": 1, "${var.a}:b": 2 })).toBe('{\n    (var.a)      = 1\n    "${var.a}:b" = 2\n  }');
});

test("keys of a policy lose their quotes and its references their braces", () => {
  const policy = '${jsonencode({"Version" = "2012-10-17", "a:b" : "${x.arn}", "${x.arn}" = [{"Sid" = "A"}, {}]})}';
  expect(printed(policy)).toBe(`jsonencode({
    Version = "2012-10-17"
    "a:b"   = x.arn
    (x.arn) = [
      {
        Sid = "A"
      },
      {},
    ]
  })`);
});

describe("text of several lines", () => {
  test("is a heredoc when that is exact", () => {
    expect(printed('a "b"\n\n  c ${d}\\\n')).toBe('<<-EOT\n    a "b"\n\n      c ${d}\\\n  EOT');
  });

  test.each([
    ["does not end in a newline", "a\nb"],
    ["has one line", "a\n"],
    ["has no line at the margin", "  a\n  b\n"],
    ["has a line of blanks", "a\n  \nb\n"],
    ["has the delimiter as a line", "a\nEOT\n"],
    ["has a carriage return", "a\r\nb\r\n"],
    ["has a tab", "a\n\tb\n"],
  ])("is in quotes when it %s", (_name, text) => {
    expect(printed(text)).toBe(JSON.stringify(text));
  });
});

test.each([
  ["${", "an empty"],
  ["a ${}", 'an empty "${ }"'],
  ["${a", 'the end instead of "}"'],
  ["${f(a}", '"}" instead of ")"'],
  ["${f(,)}", 'no expression before ","'],
  ["${{a}}", '"}" instead of "=" or ":"'],
  ["${{a = }}", "an entry without its key or value"],
  ['${"a\\q"}', "a backslash that is not part of an escape"],
  ['${"a', 'the end instead of "\\""'],
  ["${a ; b}", '";" after'],
  ["${<<EOT\na\n}", 'a heredoc without the delimiter "EOT"'],
])("%j is refused, with the place", (text, message) => {
  expect(() => printed(text)).toThrow(message);
  expect(() => printed(text)).toThrow(/^locals: x: Terraform cannot read this: /);
});

describe("lines that would be long", () => {
  const long = "an_expression_of_some_length";
  const texts = Object.fromEntries(
    Object.entries({
      list: Array.from({ length: 6 }, (_, index) => `${long}_${index}`),
      call: `\${merge(${Array.from({ length: 5 }, () => `var.${long}`).join(", ")})}`,
      only_argument: `\${toset([${Array.from({ length: 5 }, () => `var.${long}`).join(", ")}])}`,
      object_in_call: "${merge(local.tags, { Name = var.name }, var.tags)}",
      objects_in_call: "${merge({ Name = var.name }, { Team = var.team })}",
      either: `\${var.${long} == null || var.${long} > 1 && var.${long} < 9 || f(var.${long} || a)}`,
      choice: `\${var.${long} == null ? a ? 1 : var.${long}_2 : var.${long}_3 == 1 ? var.${long}_4 : 2}`,
      for_list: `\${alltrue([for item in var.list : contains(["A", "B"], item.${long}) && item.${long} != null if item.on])}`,
      for_filter: `\${length([for key, item in var.map : key if !(item.${long} == null || contains(["A", "B"], item.${long}))]) == 0}`,
      for_operands: `\${[for key, item in var.map : key if item.${long} != null || item.${long}_2 != null || item.${long}_3 != null]}`,
      for_negation: `\${[for key, item in var.map : key if !alltrue([for part in item.parts : part.${long} != null && part.on])]}`,
      negated_operand: `\${!contains(var.${long}, "A") || contains(var.${long}, "B") && !contains(var.${long}, "C")}`,
      for_object: `\${{ for key, item in var.map : key => { name = item.${long}, size = item.${long}, on = item.on } if item.on }}`,
      type: "${object({ name = string, rules = optional(list(object({ filter = string })), []) })}",
      operation: `\${var.${long} + var.${long} + var.${long} + var.${long} + var.${long}}`,
      parentheses: `\${(var.${long} == null || var.${long} == 1 || var.${long} == 2 || var.${long} == 3)}`,
    }).map(([name, value]) => [name, printHcl({ locals: { [name]: value } })]),
  );

  test.each(Object.entries(texts))("%s", (_name, text) => {
    expect(text).toMatchSnapshot();
  });

  test("are broken as `terraform fmt` accepts it", () => {
    expect(terraformFmt(Object.values(texts))).toEqual(Object.values(texts));
  });
});
