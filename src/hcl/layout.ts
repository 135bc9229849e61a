import { alignedLines, type Line } from "./align";
import { flat } from "./inline";
import { heredoc } from "./heredoc";
import { operands } from "./conditions";
import { displayWidth, quotedSource } from "./string";
import { token, type Expression, type ForExpression, type ObjectEntry, type Parentheses, type Template } from "./ast";

/** Lines longer than this are broken if possible. */
const WIDTH = 100;

/** Conditions stay on one line up to this width, because they are harder to read if they are broken. */
const OPERAND_WIDTH = 140;

/** Where an expression starts. */
export interface Place {
  /** Indentation of the line, in spaces. Following lines are indented by two more, and the last line by as many. */
  readonly indent: number;
  /** Width of the text before the expression on its line, in columns. */
  readonly column: number;
  /** Whether a list of several items is broken even if it fits on a line. @default false */
  readonly listsOverLines?: boolean;
}

/** The value of an attribute or object entry: like `layout`, but text of several lines is a heredoc if that is exact. */
export function layoutValue(value: Expression, place: Place): string {
  const [node, ...others] = value;
  if (node?.kind === "template" && others.length === 0) {
    const sources = node.parts.map((part) => (typeof part === "string" ? part : flatSequence(part)));
    const found = heredoc(sources.join(""), place.indent);
    if (found !== undefined) return found;
  }
  return layout(value, place);
}

/** Lays out an expression: objects have a line for each entry, other expressions are broken only if the line is too long. */
export function layout(expression: Expression, place: Place): string {
  if (!hasObject(expression) && !(place.listsOverLines === true && isListOfSeveral(expression))) {
    const line = flat(expression);
    if (place.column + displayWidth(line) <= WIDTH) return line;
  }
  const compared = comparison(expression, place.column);
  if (compared !== undefined) return `${layout(compared.call, place)} ${flat(compared.rest)}`;
  const [first, second, ...others] = namedCall(expression);
  const negated = negation(expression);
  if (negated !== undefined) return `!${layout(negated, { ...place, column: place.column + 1 })}`;
  if (first === undefined || others.length > 0) return layoutOperators(expression, place);
  if (second !== undefined) {
    const name = flat([first]);
    if (first.kind !== "token" || second.kind !== "parentheses" || !second.call) {
      return layoutOperators(expression, place);
    }
    return name + layoutArguments(second, { indent: place.indent, column: place.column + name.length + 1 });
  }
  switch (first.kind) {
    case "list":
      return bracketed(
        "[",
        first.items.map((item) => `${layoutInside(item, place)},`),
        "]",
        place,
      );
    case "object":
      return bracketed("{", entryLines(first.entries, place.indent + 2), "}", place);
    case "for":
      return layoutFor(first, place);
    case "parentheses":
      return layoutParentheses(first.items[0] ?? [], place);
    case "template":
      return layoutTemplate(first, place);
    case "token":
      return flat(expression);
  }
}

/** Breaks loops that do not fit on the line of their text: `"Rule ${join(", ", [`, then the loop, then `])}: ..."`. */
function layoutTemplate({ parts }: Template, { indent, column }: Place): string {
  const texts = parts.map((part, index) => {
    if (typeof part === "string") return quotedSource(part);
    const line = flatSequence(part);
    const before = flat([{ kind: "template", parts: parts.slice(0, index) }]);
    const start = column + displayWidth(before) - 1;
    const args = isCall(part.inner) ? part.inner.at(-1) : undefined;
    const isBroken = args?.kind === "parentheses" && endsWithLoop(args) && start + displayWidth(line) > WIDTH;
    return isBroken ? part.open + layout(part.inner, { indent, column: start + part.open.length }) + part.close : line;
  });
  return `"${texts.join("")}"`;
}

/** `provider::aws::f(x)` as two nodes, the name and its arguments. */
function namedCall(expression: Expression): Expression {
  const last = expression.at(-1);
  const name = expression.slice(0, -1);
  const isName = name.length > 1 && name.every((node) => node.kind === "token" && /^(?:::|[\w-]+)$/.test(node.text));
  return isName && last !== undefined ? [token(flat(name)), last] : expression;
}

/** The operand of `!f(x)` or `!(x)` if that is the whole expression. */
function negation([sign, ...operand]: Expression): Expression | undefined {
  if (sign?.kind !== "token" || sign.text !== "!") return undefined;
  const isInParentheses = operand.length === 1 && operand[0]?.kind === "parentheses";
  return isInParentheses || isCall(operand) ? operand : undefined;
}

/** `f(x) == 1` or `f(x) == (y)`, a call compared with a short operand: only the call is broken over lines. */
function comparison(expression: Expression, column: number): { call: Expression; rest: Expression } | undefined {
  const [call, rest] = [expression.slice(0, -2), expression.slice(-2)];
  const [operator, operand] = rest;
  if (operator?.kind !== "token" || !/^[=!<>]=?$/.test(operator.text)) return undefined;
  const isTooLong = column + displayWidth(flat(expression)) > OPERAND_WIDTH;
  const isShort = operand?.kind === "token" || (isTooLong && operand?.kind === "parentheses" && !operand.call);
  return isShort && isCall(call) ? { call, rest } : undefined;
}

/** Whether an expression is one call and nothing else. */
function isCall(expression: Expression): boolean {
  const [name, args, ...others] = namedCall(expression);
  return name?.kind === "token" && args?.kind === "parentheses" && args.call && others.length === 0;
}

function layoutInside(item: Expression, { indent }: Place): string {
  return layout(item, { indent: indent + 2, column: indent + 2 });
}

function bracketed(open: string, lines: readonly string[], close: string, { indent }: Place): string {
  if (lines.length === 0) return open + close;
  const inside = " ".repeat(indent + 2);
  return [open, ...lines.map((line) => inside + line), " ".repeat(indent) + close].join("\n");
}

function entryLines(entries: readonly ObjectEntry[], indent: number): string[] {
  return alignedLines(
    entries.map(({ key, value }): Line => {
      const name = flat(key);
      return { name, value: layoutValue(value, { indent, column: indent + displayWidth(name) + 3 }) };
    }),
  );
}

/** Keeps arguments on the line of the call if exactly one of them is broken. Otherwise each has its own line. */
function layoutArguments(args: Parentheses, place: Place): string {
  const { items } = args;
  const broken = items.filter(hasObject);
  const last = broken[0] ?? (endsWithLoop(args) ? items.at(-1) : items[0]);
  const index = last === undefined ? -1 : items.indexOf(last);
  const others = items.filter((item) => item !== last).map((item) => `${flat(item)}, `);
  const isLong = place.column + displayWidth(others.join("")) > WIDTH;
  const isSplit = !endsWithLoop(args) && (broken.length === 0 || isLong);
  if (broken.length > 1 || (items.length > 1 && isSplit) || last === undefined) {
    const lines = items.map((item, at) => layoutInside(item, place) + (at < items.length - 1 ? "," : ""));
    return bracketed("(", lines, ")", place);
  }
  const before = items.slice(0, index).map((item) => `${flat(item)}, `);
  const after = items.slice(index + 1).map((item) => `, ${flat(item)}`);
  const column = place.column + displayWidth(before.join(""));
  return `(${before.join("")}${layout(last, { indent: place.indent, column })}${after.join("")})`;
}

/** `join(", ", [for ...])`: texts, followed by a loop. */
function endsWithLoop({ items }: Parentheses): boolean {
  const last = items.at(-1) ?? [];
  const isText = ([node, ...others]: Expression): boolean =>
    others.length === 0 && node?.kind === "template" && node.parts.every((part) => typeof part === "string");
  return last.length === 1 && last[0]?.kind === "for" && items.slice(0, -1).every(isText);
}

function layoutFor({ open, intro, result, condition }: ForExpression, place: Place): string {
  const indent = place.indent + 2;
  const close = open === "[" ? "]" : "}";
  const head = flat([...intro, token(":")]);
  const line = condition === undefined ? [] : [`if ${flat(condition)}`];
  const whole = [head, flat(result), ...line].join(" ");
  if (indent + displayWidth(whole) <= WIDTH) return bracketed(open, [whole], close, place);
  const arrow = result.findIndex((node) => node.kind === "token" && node.text === "=>");
  const key = arrow < 0 ? [] : result.slice(0, arrow + 1);
  const lead = key.length === 0 ? "" : `${flat(key)} `;
  const value = lead + layout(result.slice(key.length), { indent, column: indent + displayWidth(lead) });
  return bracketed(open, [head, value, ...layoutCondition(condition, { indent, column: indent + 3 })], close, place);
}

/** Keeps operands on their line, because `terraform fmt` treats `if (` at the end of a line as a call. */
function layoutCondition(condition: Expression | undefined, place: Place): string[] {
  if (condition === undefined) return [];
  return [`if ${operands(condition).length > 1 ? flat(condition) : layout(condition, place)}`];
}

/** Gives each operand of a long condition its own line, in parentheses, which HCL requires for that. */
function layoutOperators(expression: Expression, place: Place): string {
  const line = flat(expression);
  const parts = operands(expression);
  if (parts.length === 1 || place.column + displayWidth(line) <= WIDTH) return line;
  return bracketed("(", operandLines(parts, place), ")", place);
}

/** One line per operand. A call that does not fit on its line is broken, with or without an operator after it. */
function operandLines(parts: readonly Expression[], place: Place): string[] {
  return parts.map((part) => {
    const line = flat(part);
    if (place.indent + 2 + displayWidth(line) <= OPERAND_WIDTH) return line;
    const last = part.at(-1);
    const operator = last?.kind === "token" && /^(?:\|\||&&)$/.test(last.text) ? last : undefined;
    const operand = operator === undefined ? part : part.slice(0, -1);
    if (!isCall(operand) && comparison(operand, place.indent + 2) === undefined) return line;
    return `${layoutInside(operand, place)}${operator === undefined ? "" : ` ${operator.text}`}`;
  });
}

function layoutParentheses(inner: Expression, place: Place): string {
  const parts = operands(inner);
  return bracketed("(", parts.length === 1 ? [layoutInside(inner, place)] : operandLines(parts, place), ")", place);
}

function isListOfSeveral([node, ...others]: Expression): boolean {
  return others.length === 0 && node?.kind === "list" && node.items.length > 1;
}

/** Whether an object needs several lines. Objects in an operation, an index or a `for` stay on one line. */
function hasObject(expression: Expression): boolean {
  const [first, second, ...others] = namedCall(expression);
  if (first === undefined || others.length > 0) return false;
  if (second !== undefined) return second.kind === "parentheses" && second.call && second.items.some(hasObject);
  if (first.kind === "object") return first.entries.length > 0;
  return first.kind === "list" && first.items.some(hasObject);
}

function flatSequence({ open, inner, close }: { open: string; inner: Expression; close: string }): string {
  return flat([{ kind: "template", parts: [{ open, inner, close }] }]).slice(1, -1);
}
