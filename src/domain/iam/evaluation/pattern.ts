import { type RequestContext } from "./context";
import { unknown, type Truth } from "./truth";

/** One character, `*` or `?`. Those two are symbols so that values of variables stay what they are. */
type Token = string | typeof MANY | typeof ONE;
const MANY = Symbol("*");
const ONE = Symbol("?");

/** A text of a policy: its wildcards told from its characters, and its variables replaced. */
export interface Pattern {
  readonly tokens: readonly Token[];
  /** Variables of which nothing is known; any text stands for them. */
  readonly unknown: readonly string[];
  /** Variables that the request has no value for; nothing is matched then. */
  readonly absent: readonly string[];
}

export interface PatternOptions {
  /** Replaces `${...}`. @default - they are characters like others, as in policies before version 2012-10-17 */
  readonly variables?: RequestContext;
  /** Whether `*` and `?` stand for other characters. */
  readonly wildcards: boolean;
}

/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for the characters themselves. */
const VARIABLE = /\$\{([^{}]+)\}/g;
const DEFAULTED = /^([^,]*),\s*'(.*)'$/s;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export function patternOf(text: string, { variables, wildcards }: PatternOptions): Pattern {
  if (variables === undefined) return { tokens: written(text, wildcards), unknown: [], absent: [] };
  const tokens: Token[] = [];
  const notKnown: string[] = [];
  const absent: string[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name = ""] = match;
    tokens.push(...written(text.slice(end, match.index), wildcards));
    end = match.index + whole.length;
    const value = valueOf(name.trim(), variables);
    if (value === undefined) {
      notKnown.push(whole);
      tokens.push(MANY);
    } else if (value === ABSENT) absent.push(whole);
    else tokens.push(...charactersOf(value));
  }
  tokens.push(...written(text.slice(end), wildcards));
  return { tokens, unknown: notKnown, absent };
}

const ABSENT = Symbol("absent");

function valueOf(name: string, variables: RequestContext): string | typeof ABSENT | undefined {
  if (name === "*" || name === "?" || name === "$") return name;
  const [, key = name, otherwise = ABSENT] = DEFAULTED.exec(name) ?? [];
  const values = variables.valuesOf(key.trim());
  if (values?.length === 0) return otherwise;
  // IAM does not say which of several values it would take.
  return values?.length === 1 ? values[0] : undefined;
}

function written(text: string, wildcards: boolean): Token[] {
  return charactersOf(text).map((char) => (wildcards && char === "*" ? MANY : wildcards && char === "?" ? ONE : char));
}

/** Unicode's code points: `?` stands for one, however many units UTF-16 writes it in. */
function charactersOf(text: string): readonly string[] {
  return Array.from(text);
}

export interface MatchOptions {
  /** @default false */
  readonly ignoreCase?: boolean;
  /** Whether it is asked so that the opposite counts. @default false */
  readonly negated?: boolean;
}

/** Whether the whole text is matched. */
export function matchesPattern(pattern: Pattern, text: string, { ignoreCase, negated }: MatchOptions = {}): Truth {
  if (pattern.absent.length > 0) return ofAbsent(pattern, negated);
  const fold = (token: Token): Token =>
    ignoreCase === true && typeof token === "string" ? token.toLowerCase() : token;
  if (!fits(pattern.tokens.map(fold), charactersOf(text).map(fold))) return false;
  return pattern.unknown.length === 0 ? true : unknown(...pattern.unknown);
}

/** A statement with such a variable "might" be invalid, says AWS: it surely matches nothing, and maybe excepts nothing. */
function ofAbsent({ absent }: Pattern, negated = false): Truth {
  return negated ? unknown(...absent.map((variable) => `what IAM makes of ${variable} without a value`)) : false;
}

/** Takes back the last `*` only: what an earlier one would take instead, the last can take too. */
function fits(tokens: readonly Token[], text: readonly Token[]): boolean {
  let [token, char] = [0, 0];
  let [star, taken] = [-1, 0];
  while (char < text.length) {
    if (tokens[token] === MANY) {
      star = token++;
      taken = char;
    } else if (token < tokens.length && (tokens[token] === ONE || tokens[token] === text[char])) {
      token++;
      char++;
    } else if (star >= 0) {
      token = star + 1;
      char = ++taken;
    } else return false;
  }
  while (tokens[token] === MANY) token++;
  return token === tokens.length;
}

const ARN_PARTS = 6;

/**
 * Whether an ARN is matched part by part, as the ARN operators of conditions compare: a wildcard stays within its part,
 * and the last part may have colons.
 * @returns `undefined` where one of both is no ARN
 */
export function matchesArn(pattern: Pattern, arn: string, options?: Pick<MatchOptions, "negated">): Truth | undefined {
  // What a variable that is not known would put into which part can not be told.
  if (pattern.absent.length > 0 || pattern.unknown.length > 0) return matchesPattern(pattern, arn, options);
  const patterns = parts(pattern.tokens);
  const texts = parts(charactersOf(arn));
  if (patterns.length < ARN_PARTS || texts.length < ARN_PARTS) return undefined;
  return patterns.every((each, index) => fits(each, texts[index] ?? []));
}

function parts(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ":" && found.length < ARN_PARTS) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}
