import { printHcl } from "../../src/hcl/print-files";
import { displayWidth } from "../../src/hcl/string";
import { terraformFmt } from "../support/hcl/terraform-fmt";

/** Texts with the columns that they take, whichever Unicode this Node knows. */
const TEXTS: readonly (readonly [string, number])[] = [
  ["plain_ASCII", 11],
  ["e\u0301", 1],
  ["日本語", 3],
  ["👨‍👩‍👧", 1],
  ["🇩🇪🇫🇷", 2],
  ["각", 1],
  ["กำ", 1],
  // Conjuncts: one character from Unicode 15.1 on.
  ["ക്ഷ", 2],
  ["क्षेत्र", 4],
  ["क्‍ष", 2],
  ["ក្ក", 2],
];

test.each(TEXTS)("%s takes as many columns on every version of Node", (text, expected) => {
  expect(displayWidth(text)).toBe(expected);
});

test("`terraform fmt` aligns keys of all scripts as they are printed", () => {
  const texts = TEXTS.map(([text]) => printHcl({ locals: { x: { [text]: "1", "a longer key": "2" } } }));
  expect(terraformFmt(texts)).toEqual(texts);
});

test("arguments beside an object have a line each where the call's own would be long", () => {
  const call = (argument: string) => printHcl({ locals: { x: `\${concat([${argument}], [{ a = 1 }])}` } });
  expect(call("b")).toBe("locals {\n  x = concat([b], [\n    {\n      a = 1\n    },\n  ])\n}\n");
  const long = `for item in local.a_list_with_a_rather_long_name : upper(item.name) if item.enabled && item.wanted`;
  expect(call(long)).toBe(
    `locals {\n  x = concat(\n    [\n      ${long.replace(" : ", " :\n      ").replace(" if ", "\n      if ")}\n    ],\n    [\n      {\n        a = 1\n      },\n    ]\n  )\n}\n`,
  );
});

test("a loop in a text is broken over lines where the text would be long, as `terraform fmt` leaves it", () => {
  const loop = `\${join(", ", [for rule in var.rules : rule.priority if !contains(["tagged", "any"], rule.status)])}`;
  const text = printHcl({ locals: { short: `\${join(", ", [for a in b : a])}: x`, message: `Rule ${loop}: "x"` } });
  expect(text).toBe(
    `locals {
  short = "\${join(", ", [for a in b : a])}: x"

  message = "Rule \${join(", ", [
    for rule in var.rules : rule.priority if !contains(["tagged", "any"], rule.status)
  ])}: \\"x\\""
}
`,
  );
  expect(terraformFmt([text])).toEqual([text]);
});
