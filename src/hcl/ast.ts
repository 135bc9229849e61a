/** A word, number or operator, in HCL syntax. */
export interface Token {
  readonly kind: "token";
  readonly text: string;
}

/**
 * A template. Literal parts are template source as in Terraform's JSON: `$${` is escaped, but quotes and newlines are
 * not.
 */
export interface Template {
  readonly kind: "template";
  readonly parts: readonly (string | Sequence)[];
}

/** `${ ... }` or `%{ ... }` in a template, possibly with strip markers. */
export interface Sequence {
  readonly open: string;
  readonly inner: Expression;
  readonly close: string;
}

/** Arguments of a call, or an expression in parentheses. */
export interface Parentheses {
  readonly kind: "parentheses";
  readonly call: boolean;
  readonly items: readonly Expression[];
}

/** A tuple constructor, or an index in brackets after a value. */
export interface List {
  readonly kind: "list";
  readonly items: readonly Expression[];
}

export interface ObjectEntry {
  readonly key: Expression;
  readonly value: Expression;
}

export interface ObjectConstructor {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
}

/** `[for ... : ... if ...]`, or with braces. */
export interface ForExpression {
  readonly kind: "for";
  readonly open: "[" | "{";
  /** Everything before the colon, including `for`. */
  readonly intro: Expression;
  readonly result: Expression;
  readonly condition?: Expression;
}

export type Node = Token | Template | Parentheses | List | ObjectConstructor | ForExpression;

/** Adjacent nodes. Layout needs no more structure, because the precedence of operators does not change. */
export type Expression = readonly Node[];

export function token(text: string): Token {
  return { kind: "token", text };
}

/** Words that cannot be unquoted keys. */
const KEYWORDS = new Set(["for", "null", "true", "false"]);

/**
 * Whether a key of an object can be written without quotes. HCL also accepts hyphens, but quoted keys
 * cannot be mistaken for a subtraction.
 */
export function isPlainKey(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text) && !KEYWORDS.has(text);
}

/** A key of an object: without quotes if possible, in parentheses if it is an expression. */
export function keyOf(expression: Expression): Expression {
  const [node, ...others] = expression;
  if (node === undefined || others.length > 0) return expression;
  if (node.kind === "token") return /^[\p{ID_Start}_]/u.test(node.text) ? literalKey(node.text) : expression;
  if (node.kind !== "template") return expression;
  const wrapped = unwrap(expression);
  if (wrapped !== expression) return [{ kind: "parentheses", call: false, items: [wrapped] }];
  const [part = "", ...rest] = node.parts;
  return typeof part === "string" && rest.length === 0 ? literalKey(part) : expression;
}

function literalKey(text: string): Expression {
  return isPlainKey(text) ? [token(text)] : [{ kind: "template", parts: text === "" ? [] : [text] }];
}

/** `"${x}"` is `x`, of x's own type. */
export function unwrap(expression: Expression): Expression {
  const [node, ...others] = expression;
  if (node?.kind !== "template" || others.length > 0) return expression;
  const [part, ...rest] = node.parts;
  if (part === undefined || typeof part === "string" || rest.length > 0 || !part.open.startsWith("$"))
    return expression;
  return unwrap(part.inner);
}
