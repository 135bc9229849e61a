/** An error stops synthesis. A warning is shown, but does not change the exit code. */
export type Severity = "error" | "warning";

/**
 * The path from a checked value to one of its parts: `["rules", 2, "selection"]`.
 * @inline
 */
export type Path = readonly (string | number)[];

/** An error or a likely mistake in a value that a user wrote. */
export interface Problem {
  /** Stable ID of the rule, `<subject>/<rule>`, such as `lifecycle/any-last`. */
  readonly rule: string;
  /** Whether the problem stops synthesis. */
  readonly severity: Severity;
  /** Path of the affected part, relative to the value that was checked. */
  readonly at: Path;
  /** `expected <what>, found <value>[. <what to do>]`, one line. The field's name is added where it is shown. */
  readonly message: string;
  /**
   * Name of the repository or role whose policy has the finding, which acceptances match.
   * @default - the problem cannot be accepted
   */
  readonly subject?: string;
  /**
   * Whether the problem is shown at the key or at the value of the path.
   * @default "value"
   */
  readonly about?: "key" | "value";
  /**
   * `unknown-key`: possibly a misspelling of a known key. `size`: too many or too few entries, although each entry may be valid.
   * @default - any other kind
   */
  readonly kind?: "unknown-key" | "size";
}

type Nature = Pick<Problem, "about" | "kind">;

export function error(rule: string, at: Path, message: string, nature: Nature = {}): Problem {
  return { rule, severity: "error", at, message, ...nature };
}

export function warning(rule: string, at: Path, message: string, nature: Nature = {}): Problem {
  return { rule, severity: "warning", at, message, ...nature };
}

/** The same problems, relative to a value that contains the checked one at `prefix`. */
export function prefixed(prefix: Path, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, at: [...prefix, ...problem.at] }));
}

export function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => problem.severity === "error");
}

/** `rules[2].selection.tagStatus`; the empty path is the empty string. */
export function formatPath(at: Path): string {
  return at.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

const LONGEST_SHOWN = 80;

/** A value as messages show it: JSON, shortened to 80 characters. */
export function quoteValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return typeof value;
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

/** The values of a key with one text or a list of texts, each with its path. */
export function valuesAt<T>(at: Path, values: T | readonly T[] | undefined): { readonly at: Path; readonly text: T }[] {
  if (Array.isArray(values)) return values.map((text: T, index) => ({ at: [...at, index], text }));
  return values === undefined ? [] : [{ at, text: values as T }];
}

/**
 * Reports the values that a pattern does not match, each at its index.
 * @param messageOf the message for a value in quotes
 */
export function mismatches(
  values: readonly string[],
  pattern: RegExp,
  rule: string,
  messageOf: (found: string) => string,
): Problem[] {
  return values.flatMap((value, index) =>
    pattern.test(value) ? [] : [error(rule, [index], messageOf(quoteValue(value)))],
  );
}

/** `a`, `a or b`, `a, b or c`. */
export function oneOf(choices: readonly string[], conjunction = "or"): string {
  if (choices.length < 2) return choices.join("");
  return `${choices.slice(0, -1).join(", ")} ${conjunction} ${choices.at(-1) ?? ""}`;
}

/** An entry with the same key as an earlier one. */
export interface Repetition<T, K> {
  readonly entry: T;
  readonly index: number;
  /** The first entry with the key. */
  readonly first: T;
  readonly key: K;
}

/** The entries whose key an earlier entry has too. Entries without a key are left out. */
export function repeated<T, K extends string | number>(
  entries: readonly T[],
  keyOf: (entry: T) => K | undefined,
): Repetition<T, K>[] {
  const seen = new Map<K, T>();
  return entries.flatMap((entry, index) => {
    const key = keyOf(entry);
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first !== undefined) return [{ entry, index, first, key }];
    seen.set(key, entry);
    return [];
  });
}
