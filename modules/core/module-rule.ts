import { literalText } from "./terraform/literal-text";

/** A rule about one input of a Terraform module, as a `validation` has it. */
export interface ModuleRule {
  /** The input that has to follow the rule. */
  readonly input: string;
  /** Whether a value follows it, as an expression. @param value expression of the value, such as `var.name` */
  readonly condition: (value: string) => string;
  /** What is allowed and what to do: a sentence without its full stop. */
  readonly message: string;
}

/** A text as an HCL string, in which nothing is a template. */
export function hclText(text: string): string {
  return literalText(JSON.stringify(text));
}

export function hclList(texts: readonly string[]): string {
  return `[${texts.map(hclText).join(", ")}]`;
}

/** Whether a text matches a pattern, as an expression. The pattern must mean the same in RE2, which has no look-around. */
export function matches(pattern: RegExp, value: string): string {
  return `can(regex(${hclText(pattern.source.replaceAll("\\/", "/"))}, ${value}))`;
}

/** Whether a value is one of some texts, as an expression. */
export function isOneOf(texts: readonly string[], value: string): string {
  return `contains(${hclList(texts)}, ${value})`;
}
