import { z } from "zod";
import { didYouMean, nearest } from "../text/suggestions";
import { error, oneOf, quoteValue, type Path, type Problem } from "./problem";

/** What a schema made of a value: the parsed value, or every problem in it. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: Problem[] };

/**
 * Checks a value against a zod schema and reports every fault, each at its own path, as
 * what was found, what is allowed and, for a misspelt key or word, what was probably meant.
 * @param subject first half of the rule ids, such as `lifecycle`
 */
export function parse<S extends z.ZodType>(subject: string, schema: S, value: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(value, { error: messageOf, reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  const problems = result.error.issues.flatMap((issue) => problemsOf(subject, issue, value));
  return { ok: false, problems: problems.filter((problem) => !isMisspelt(problem, problems, value)) };
}

/** A key that is missing only because it is there under a misspelt name: the misspelling is the one problem. */
function isMisspelt({ at }: Problem, problems: readonly Problem[], root: unknown): boolean {
  const key = at.at(-1);
  if (typeof key !== "string" || valueAt(root, at) !== undefined) return false;
  return problems.some(({ kind, at: other }) => {
    const found = other.at(-1);
    if (kind !== "unknown-key" || typeof found !== "string" || other.length !== at.length) return false;
    return other.slice(0, -1).every((step, index) => step === at[index]) && nearest(found, [key]) !== undefined;
  });
}

type RawIssue = z.core.$ZodRawIssue;

/** The text of one issue; several lines where it stands for several keys. */
function messageOf(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(issue.inst);
      return issue.keys
        .map((key) => `unknown key ${quoteValue(key)}; known here: ${known.join(", ")}.${didYouMean(key, known)}`)
        .join("\n");
    }
    case "invalid_type":
      if (issue.input === undefined) return `missing; ${expected(issue.expected)} is required`;
      if (issue.input === null)
        return `found nothing; ${expected(issue.expected)} is allowed, write it or take the key out`;
      return `found ${quoteValue(issue.input)}; ${expected(issue.expected)} is allowed${quoted(issue)}`;
    case "invalid_value": {
      const words = issue.values.map(String);
      const hint = typeof issue.input === "string" ? didYouMean(issue.input, words) : "";
      if (issue.input === undefined) return `missing; ${oneOf(words)} is required`;
      return `found ${quoteValue(issue.input)}; allowed: ${oneOf(words)}.${hint}`;
    }
    case "too_small":
      return `found ${measured(issue.input)}; at least ${issue.minimum} ${unit(issue.origin, issue.minimum)}`.trimEnd();
    case "too_big":
      return `found ${measured(issue.input)}; at most ${issue.maximum} ${unit(issue.origin, issue.maximum)}`.trimEnd();
    case "invalid_format":
      return `found ${quoteValue(issue.input)}; text of the form ${issue.pattern ?? issue.format} is allowed`;
    case "invalid_union":
      // Put together from the branches below, unless the schema says it better.
      return "";
    default:
      return undefined;
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

/** Text that YAML takes for something else: `80`, `true`. */
function quoted({ expected: type, input }: { readonly expected?: unknown; readonly input?: unknown }): string {
  if (type !== "string" || (typeof input !== "number" && typeof input !== "boolean")) return "";
  return `, put it in quotes: "${input}"`;
}

function expected(type: string): string {
  return EXPECTED[type] ?? type;
}

function knownKeys(schema: RawIssue["inst"]): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).filter((key) => !key.startsWith("$")) : [];
}

function measured(input: unknown): string {
  if (typeof input === "string") return `${quoteValue(input)} (${input.length} characters)`;
  if (Array.isArray(input)) return `${input.length}`;
  if (typeof input === "object" && input !== null) return `${Object.keys(input).length}`;
  return quoteValue(input);
}

function unit(origin: string, count: number | bigint): string {
  const singular = { string: "character", array: "entry", set: "entry", map: "entry", record: "entry" }[origin];
  if (singular === undefined) return "is allowed";
  const word = Number(count) === 1 ? singular : singular === "entry" ? "entries" : `${singular}s`;
  return `${word} allowed`;
}

function problemsOf(subject: string, issue: z.core.$ZodIssue, root: unknown): Problem[] {
  const at = issue.path.filter((step): step is string | number => typeof step !== "symbol");
  if (issue.code === "unrecognized_keys") {
    const lines = issue.message.split("\n");
    return issue.keys.map((key, index) =>
      error(`${subject}/unknown-key`, [...at, key], lines[index] ?? issue.message, {
        about: "key",
        kind: "unknown-key",
      }),
    );
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const choices = issue.errors.flatMap(choiceOf);
    if (choices.length >= issue.errors.length) {
      const value = valueAt(root, at);
      const found = value === undefined ? "missing" : value === null ? "found nothing" : `found ${quoteValue(value)}`;
      const verb = value === undefined ? "required" : "allowed";
      return [error(`${subject}/type`, at, issue.message || `${found}; ${oneOf([...new Set(choices)])} is ${verb}`)];
    }
    return closest(issue.errors).flatMap((inner) =>
      problemsOf(subject, { ...inner, path: [...issue.path, ...inner.path] }, root),
    );
  }
  if (issue.code === "invalid_key") {
    return [error(`${subject}/key`, at, issue.issues[0]?.message ?? issue.message, { about: "key" })];
  }
  const isSize = issue.code === "too_small" || issue.code === "too_big";
  return [error(`${subject}/${ruleOf(issue)}`, at, issue.message, isSize ? { kind: "size" } : {})];
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom" && typeof issue.params?.["rule"] === "string") return issue.params["rule"];
  return (
    { invalid_type: "type", invalid_value: "value", invalid_format: "format", too_small: "size", too_big: "size" }[
      issue.code as string
    ] ?? "value"
  );
}

/** What a branch of a union is, in words, where a value is of another type altogether; else nothing. */
function choiceOf(issues: readonly z.core.$ZodIssue[]): string[] {
  const [issue] = issues;
  if (issue === undefined || issue.path.length > 0) return [];
  if (issue.code === "invalid_type") return [expected(issue.expected)];
  if (issue.code === "invalid_value") return issue.values.map((value) => quoteValue(value));
  if (issue.code === "invalid_union") return issue.errors.flatMap(choiceOf);
  return [];
}

/** Of a union's branches the one that somebody most likely meant: the one whose faults lie deepest. */
function closest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]): number =>
    Math.min(...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 0.5 : 0)));
  return [...branches].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

/** The part of a value that a path leads to, `undefined` where it leads nowhere. */
export function valueAt(root: unknown, at: Path): unknown {
  return at.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    root,
  );
}
