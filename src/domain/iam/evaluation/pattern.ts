import { type RequestContext } from "./context";
import { unknown, type Truth } from "./truth";

/** A character or a wildcard. Wildcards are symbols, so that `*` and `?` in a variable's value stay characters. */
type Token = string | typeof MANY | typeof ONE;
const MANY = Symbol("*");
const ONE = Symbol("?");

/** A text of a policy with its variables replaced. */
export interface Pattern {
  readonly tokens: readonly Token[];
  /** Variables whose values are unknown; the pattern accepts any text in their place. */
  readonly unknown: readonly string[];
  /** Variables that the request has no value for; the pattern then matches nothing. */
  readonly absent: readonly string[];
}

export interface PatternOptions {
  /** Values for `${...}`. @default - `${...}` is literal text, as in policies before version 2012-10-17 */
  readonly variables?: RequestContext;
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
}

/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for the literal characters. */
const VARIABLE = /\$\{([^{}]+)\}/g;
const DEFAULTED = /^([^,]*),\s*'(.*)'$/s;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export function patternOf(text: string, { variables, wildcards }: PatternOptions): Pattern {
  if (variables === undefined) return { tokens: tokensOf(text, wildcards), unknown: [], absent: [] };
  const tokens: Token[] = [];
  const unknownVariables: string[] = [];
  const absent: string[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name = ""] = match;
    tokens.push(...tokensOf(text.slice(end, match.index), wildcards));
    end = match.index + whole.length;
    const value = valueOf(name.trim(), variables);
    if (value === undefined) {
      unknownVariables.push(whole);
      tokens.push(MANY);
    } else if (value === ABSENT) absent.push(whole);
    else tokens.push(...charactersOf(value));
  }
  tokens.push(...tokensOf(text.slice(end), wildcards));
  return { tokens, unknown: unknownVariables, absent };
}

const ABSENT = Symbol("absent");

function valueOf(name: string, variables: RequestContext): string | typeof ABSENT | undefined {
  if (name === "*" || name === "?" || name === "$") return name;
  const [, key = name, defaultValue = ABSENT] = DEFAULTED.exec(name) ?? [];
  const values = variables.valuesOf(key.trim());
  if (values?.length === 0) return defaultValue;
  // IAM does not document which of several values it uses.
  return values?.length === 1 ? values[0] : undefined;
}

function tokensOf(text: string, wildcards: boolean): Token[] {
  return charactersOf(text).map((char) => (wildcards && char === "*" ? MANY : wildcards && char === "?" ? ONE : char));
}

/** Code points, not UTF-16 units: `?` matches one code point. */
function charactersOf(text: string): readonly string[] {
  return Array.from(text);
}

export interface MatchOptions {
  /** @default false */
  readonly ignoreCase?: boolean;
  /** Whether the caller uses the opposite of the result. @default false */
  readonly negated?: boolean;
}

/** Whether the pattern matches the whole text. */
export function matchesPattern(pattern: Pattern, text: string, { ignoreCase, negated }: MatchOptions = {}): Truth {
  if (pattern.absent.length > 0) return matchesWithoutValue(pattern, negated);
  const fold = (token: Token): Token =>
    ignoreCase === true && typeof token === "string" ? token.toLowerCase() : token;
  if (!tokensMatch(pattern.tokens.map(fold), charactersOf(text).map(fold))) return false;
  return pattern.unknown.length === 0 ? true : unknown(...pattern.unknown);
}

/**
 * AWS: a statement with a variable that has no value "might" be invalid. It cannot match anything; whether it exempts anything
 * is unknown.
 */
function matchesWithoutValue({ absent }: Pattern, negated = false): Truth {
  return negated ? unknown(...absent.map((variable) => `the value of ${variable}`)) : false;
}

/** Backtracks to the last `*` only: it can match everything that an earlier one could. */
function tokensMatch(tokens: readonly Token[], text: readonly Token[]): boolean {
  let [token, char] = [0, 0];
  let [star, starEnd] = [-1, 0];
  while (char < text.length) {
    if (tokens[token] === MANY) {
      star = token++;
      starEnd = char;
    } else if (token < tokens.length && (tokens[token] === ONE || tokens[token] === text[char])) {
      token++;
      char++;
    } else if (star >= 0) {
      token = star + 1;
      char = ++starEnd;
    } else return false;
  }
  while (tokens[token] === MANY) token++;
  return token === tokens.length;
}

const ARN_PARTS = 6;

/**
 * Whether a pattern matches an ARN part by part, as the ARN condition operators do: a wildcard does not match across parts, and
 * the last part may contain colons.
 * @returns `undefined` if either is not an ARN
 */
export function matchesArn(pattern: Pattern, arn: string, options?: Pick<MatchOptions, "negated">): Truth | undefined {
  // An unknown variable may contain colons, so its part cannot be determined.
  if (pattern.absent.length > 0 || pattern.unknown.length > 0) return matchesPattern(pattern, arn, options);
  const patterns = arnParts(pattern.tokens);
  const texts = arnParts(charactersOf(arn));
  if (patterns.length < ARN_PARTS || texts.length < ARN_PARTS) return undefined;
  return patterns.every((part, index) => tokensMatch(part, texts[index] ?? []));
}

function arnParts(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ":" && found.length < ARN_PARTS) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

/** Whether a text without variables is a pattern or matches it: `*` matches any characters, `?` one. */
export function covers(pattern: string, text: string): boolean {
  return matchesPattern(patternOf(pattern, { wildcards: true }), text) === true;
}
