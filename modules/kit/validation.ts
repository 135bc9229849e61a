import { literalText } from "../../src/domain/terraform/strings";

/** A rule about one input of a Terraform module, as a `validation` has it. */
export interface Validation {
  /** The input that has to follow the rule. */
  readonly input: string;
  /** Whether a value follows it, as an expression. @param value expression of the value, such as `var.name` */
  readonly condition: (value: string) => string;
  /** What is allowed and what to do: a sentence without its full stop. */
  readonly message: string;
}

/** A rule that no variable shows alone, as a `precondition` has it. */
export interface Precondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/**
 * A rule for each entry of a list or each value of a map.
 * @param condition whether an entry follows it, as an expression
 * @param message what is allowed and what to do, from the entries that break it
 * @param name what an entry is called in the message, as an expression
 */
export function eachOf(
  input: string,
  condition: (entry: string) => string,
  message: (found: string) => string,
  name: (entry: string) => string = (entry) => `jsonencode(${entry})`,
): Validation {
  const holds = condition("entry");
  return {
    input,
    condition: (entries) => `alltrue([for entry in ${entries} : ${holds}])`,
    message: message(`\${join(", ", [for entry in var.${input} : ${name("entry")} if !(${holds})])}`),
  };
}

/** What does not hold where this does, as an expression. */
export function negated(condition: string): string {
  if (condition.startsWith("!") && isCall(condition.slice(1))) return condition.slice(1);
  return isCall(condition) ? `!${condition}` : `!(${condition})`;
}

/** Whether an expression is one call from its beginning to its end; texts in it, which may have brackets, do not count. */
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

/** A text as an HCL string, in which nothing is a template. */
export function hclText(text: string): string {
  return literalText(JSON.stringify(text));
}

export function hclList(texts: readonly string[]): string {
  return `[${texts.map(hclText).join(", ")}]`;
}

/** Whether a text matches a pattern, as an expression. The pattern must mean the same in RE2, which has no look-around. */
export function matchesRegex(pattern: RegExp, value: string): string {
  return `can(${found(pattern, value)})`;
}

/** What a pattern finds in a text, as an expression, which fails where it finds nothing. */
export function found(pattern: RegExp, value: string): string {
  return `regex(${hclText(pattern.source.replaceAll("\\/", "/"))}, ${value})`;
}

/** Whether a value is one of some texts, as an expression. */
export function isOneOf(texts: readonly string[], value: string): string {
  return `contains(${hclList(texts)}, ${value})`;
}
