import { type Json } from "../../../src/hcl/value";
import { type Random } from "./random";

const BITS = [
  ...["a", "b", "z", "A", "Z", "0", "9", " ", "_", "-", ".", "/", ":"],
  ...[
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "$",
    "%",
    "{",
    "}",
    "$$",
    "%%",
    "~",
    "#",
    "//",
    "é",
    "ü",
    "日本",
    "👨‍👩‍👧",
    "\u00a0",
    "\u2028",
  ],
  ...[
    "\u0007",
    "\u007f",
    "EOT",
    "\nEOT\n",
    "\n  ",
    "\n\n",
    "\\n",
    '{"a":"b"}',
    "<<EOT",
    "${",
    "%{",
    "<>&",
    "null",
    "\\u0041",
  ],
];

const LINES = ["line", "line", "$", "%", "$$", "${x}", "%{if}", "\\", '"q"', "100%", ""];

/** Text of all kinds, as people mean it. */
export function randomText(random: Random): string {
  if (random.chance(0.1)) return "";
  if (random.chance(0.15)) {
    const lines = random.list(4, () => random.pick(["", "  "]) + random.pick(LINES));
    return `${lines.join("\n")}\n`;
  }
  return random.list(8, () => random.pick(BITS)).join("");
}

/** Text as a template's source: a sign before a brace is doubled unless it is already. */
export function escaped(text: string): string {
  return text.replaceAll(/(?<!\$)\$(?=\{)|(?<!%)%(?=\{)/g, (sign) => sign + sign);
}

/** Text to be taken literally, as a template's source. */
export function literal(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** Expressions spaced as `terraform fmt` does, in one line. */
const EXPRESSIONS = [
  "aws_ecr_repository.main.arn",
  "var.list[0].b",
  "a.b[*].c",
  "a.b.*.c",
  "!var.on",
  "-var.count",
  "a - b",
  "x - -1",
  "var.on ? 1 : null",
  "a == b && c != d || !e",
  'merge(local.tags, { Name = "x" })',
  "[for k, v in var.map : upper(k) if v != null]",
  "{ for k, v in var.map : k => v... }",
  "{ for x in [a, b] : x.name => { id = x.id } }",
  'provider::aws::arn_parse("arn:aws:${var.x}")',
  "f(args...)",
  'join("-", ["${var.a}-${upper("b\\"c")}"])',
  'lookup(var.map, "odd key", {})',
  'a["b"].c[each.key]',
  "(a + b) * c / d % 2",
  "a <= b ? c >= d : e",
];

export function randomExpression(random: Random): string {
  return random.pick(EXPRESSIONS);
}

const NUMBERS = [0, 1, -1, 42, 1.5, -0.25, 9007199254740991, 1e21, 1.5e-7, 3650];

/** A value of an attribute as Terraform's JSON has it. */
export function randomValue(random: Random, depth = 3): Json {
  switch (random.below(depth > 0 ? 9 : 6)) {
    case 0:
      return random.pick([null, true, false]);
    case 1:
      return random.pick(NUMBERS);
    case 2:
      return `\${${randomExpression(random)}}`;
    case 3:
      return randomTemplate(random);
    case 4:
    case 5:
      return escaped(randomText(random));
    case 6:
      return random.list(4, () => randomValue(random, depth - 1));
    case 7:
      return `\${jsonencode(${nativeValue(randomLiteral(random, depth - 1))})}`;
    default:
      return randomObject(random, (random) => randomValue(random, depth - 1));
  }
}

/** Text with expressions in it. */
function randomTemplate(random: Random): string {
  // In a template, the parser writes a conditional as a directive, and `terraform fmt` parts a sign from its operand.
  const expressions = EXPRESSIONS.filter((expression) => !expression.includes(" ? ") && !expression.startsWith("-"));
  const interpolation = () => `\${${random.pick(expressions)}}`;
  const directive = () => `%{if ${random.pick(expressions)}}${escaped(randomText(random))}.%{endif}`;
  // The colon keeps a sign at the end of the text from making one with the brace of what follows.
  const parts = random.list(3, () => {
    return `${escaped(randomText(random))}:${random.pick([interpolation, interpolation, directive])()}`;
  });
  return `t:${parts.join(":")}`;
}

/** Without expressions, so that an independent parser sees all of it. */
export function randomLiteral(random: Random, depth = 3): Json {
  switch (random.below(depth > 0 ? 5 : 3)) {
    case 0:
      return random.pick([null, true, false, ...NUMBERS]);
    case 1:
    case 2:
      return randomText(random);
    case 3:
      return random.list(4, () => randomLiteral(random, depth - 1));
    default:
      return randomObject(random, (random) => randomLiteral(random, depth - 1));
  }
}

const KEYS = [
  "a",
  "name",
  "Name",
  "long_key_of_many_words",
  "a-b",
  "a b",
  "a/b",
  "1",
  "null",
  "true",
  "for",
  "é",
  "x:y",
  'q"q',
  "日本",
  "a.b",
  "",
];

function randomObject(random: Random, value: (random: Random) => Json): Json {
  return Object.fromEntries(random.list(4, () => [random.pick(KEYS), value(random)]));
}

/** Literal values as HCL, by rules of its own: all in one line, all keys in quotes. */
export function nativeValue(value: Json): string {
  if (typeof value === "string") return literal(nativeString(value));
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => nativeValue(item)).join(", ")}]`;
  const entries = Object.entries(value as Record<string, Json>);
  return `{${entries.map(([key, item]) => `${nativeValue(key)} = ${nativeValue(item)}`).join(", ")}}`;
}

function nativeString(text: string): string {
  return JSON.stringify(text).replaceAll("\\b", "\\u0008").replaceAll("\\f", "\\u000c");
}
