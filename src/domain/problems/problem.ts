/** How bad a problem is: an error stops synthesis, a warning is shown and leaves the exit code alone. */
export type Severity = "error" | "warning";

/** The way from a checked value down to one of its parts: `["rules", 2, "selection"]`. */
export type Path = readonly (string | number)[];

/** One thing that is wrong, or surprising, with a value that somebody wrote. */
export interface Problem {
  /** Stable id of the rule, `<subject>/<rule>`, such as `lifecycle/any-last`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where the offending part is, seen from the value that was checked. */
  readonly at: Path;
  /** What was found, what is allowed, what to do. One line, without the field's name. */
  readonly message: string;
  /**
   * What the path leads to: a problem of a key is shown where the key stands.
   * @default "value"
   */
  readonly about?: "key" | "value";
  /**
   * `unknown-key`: perhaps another key, misspelt. `size`: too many or too few entries, each of which may be valid.
   * @default - any other
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

/** The same problems, seen from a value that holds the checked one at `prefix`. */
export function prefixed(prefix: Path, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, at: [...prefix, ...problem.at] }));
}

export function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => problem.severity === "error");
}

/** A path as people write it: `rules[2].selection.tagStatus`; the empty path is the empty string. */
export function formatPath(at: Path): string {
  return at.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

const LONGEST_SHOWN = 80;

/** A value as a message shows it: JSON, cut where it is long. */
export function quoteValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return typeof value;
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

/** `a`, `a or b`, `a, b or c`. */
export function oneOf(choices: readonly string[], conjunction = "or"): string {
  if (choices.length < 2) return choices.join("");
  return `${choices.slice(0, -1).join(", ")} ${conjunction} ${choices.at(-1) ?? ""}`;
}
