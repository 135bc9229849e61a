import { literalText } from "../../src/domain/terraform/strings";

/** A rule for one input of a Terraform module, for a `validation` block. */
export interface Validation {
  /** The input that the rule checks. */
  readonly input: string;
  /** Whether a value is valid, as an expression. @param value expression of the value, such as `var.name` */
  readonly condition: (value: string) => string;
  /** What is allowed and what to do: a sentence without the period at its end. */
  readonly message: string;
}

/** A rule for one input. @param condition whether a value is valid, as an expression */
export function rule(input: string, condition: Validation["condition"], message: string): Validation {
  return { input, condition, message };
}

/** A rule that depends on more than one variable, for a `precondition` block. */
export interface Precondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/**
 * A rule for each entry of a list or each value of a map. @param condition whether an entry is valid, as an expression
 * @param message the message for the invalid entries @param name the name of an entry in the message, as an expression
 * @param listIn the list in the input's value, as an expression
 */
export function eachOf(
  input: string,
  condition: (entry: string) => string,
  message: (found: string) => string,
  name: (entry: string) => string = (entry) => `jsonencode(${entry})`,
  listIn: (value: string) => string = (value) => value,
): Validation {
  const invalidIn = (value: string): string =>
    `[for entry in ${listIn(value)} : ${name("entry")} if ${negated(condition("entry"))}]`;
  return {
    input,
    // The list of the message, not `alltrue`, so that both say the same.
    condition: (value) => `length(${invalidIn(value)}) == 0`,
    message: message(`\${join(", ", ${invalidIn(`var.${input}`)})}`),
  };
}

/** The negation of a condition, as an expression. */
export function negated(condition: string): string {
  if (condition.startsWith("!") && isCall(condition.slice(1))) return condition.slice(1);
  return isCall(condition) ? `!${condition}` : `!(${condition})`;
}

/** Whether an expression is a single call. Brackets inside strings do not count. */
function isCall(expression: string): boolean {
  const brackets = expression.replace(/"(?:[^"\\]|\\.)*"/g, "").replace(/[^()]/g, "");
  let open = 0;
  const closed = Array.from(brackets).findIndex((bracket) => (open += bracket === "(" ? 1 : -1) === 0);
  return /^\w+\(.*\)$/s.test(expression) && closed === brackets.length - 1;
}

/** The rules of one input. */
export function rulesOf(input: string, rules: readonly Validation[]): Validation[] {
  return rules.filter((it) => it.input === input);
}

/** A text as an HCL string without interpolation. */
export function hclText(text: string): string {
  return literalText(JSON.stringify(text));
}

export function hclList(texts: readonly string[]): string {
  return `[${texts.map(hclText).join(", ")}]`;
}

/**
 * Whether a text matches a pattern, as an expression. The pattern must work the same in RE2, which has no look-around.
 */
export function matchesRegex(pattern: RegExp, value: string): string {
  return `can(${found(pattern, value)})`;
}

/** The part of a text that matches a pattern, as an expression that fails if nothing matches. */
export function found(pattern: RegExp, value: string): string {
  return `regex(${hclText(pattern.source.replaceAll("\\/", "/"))}, ${value})`;
}

/** Whether a value is one of some texts, as an expression. */
export function isOneOf(texts: readonly string[], value: string): string {
  return `contains(${hclList(texts)}, ${value})`;
}
