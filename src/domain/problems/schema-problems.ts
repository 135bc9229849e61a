import { z } from "zod";
import { countText } from "../text/format";
import { didYouMean, nearest } from "../text/suggestions";
import { withLostIndentation } from "./lost-indentation";
import { error, oneOf, quoteValue, type Path, type Problem } from "./problem";

/** The result of a schema: the parsed value, or every problem in it. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: Problem[] };

/**
 * Checks a value against a zod schema and reports every fault at its own path: what was expected, what was found and, for a
 * misspelled key or word, what was probably meant.
 * @param subject first half of the rule ids, such as `lifecycle`
 */
export function parse<S extends z.ZodType>(subject: string, schema: S, value: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(value, { error: messageOf, reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  const problems = result.error.issues.flatMap((issue) => problemsOf(subject, issue, value));
  const own = problems.filter((problem) => !isMisspelt(problem, problems, value));
  return { ok: false, problems: withLostIndentation(own, (at) => valueAt(value, at)) };
}

/** Whether a key is missing only because it is misspelled: the misspelling is reported already. */
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

/** The message of one issue; a line for each unknown key. */
function messageOf(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(issue.inst);
      return issue.keys
        .map((key) => {
          const hint = didYouMean(key, known);
          if (hint !== "") return `expected a known key, found ${quoteValue(key)}.${hint}`;
          return `expected ${known.length === 1 ? "the key" : "one of the keys"} ${known.join(", ")}, found ${quoteValue(key)}`;
        })
        .join("\n");
    }
    case "invalid_type":
      return `expected ${typeName(issue.expected)}, ${foundText(issue.input)}${quotesHint(issue)}`;
    case "invalid_value": {
      const words = issue.values.map(String);
      const hint = typeof issue.input === "string" ? didYouMean(issue.input, words) : "";
      return `expected ${oneOf(words)}, ${foundText(issue.input)}${hint && `.${hint}`}`;
    }
    case "too_small":
      return `expected at least ${issue.minimum}${unit(issue.origin, issue.minimum)}, found ${measured(issue.input)}`;
    case "too_big":
      return `expected at most ${issue.maximum}${unit(issue.origin, issue.maximum)}, found ${measured(issue.input)}`;
    case "invalid_format":
      return `expected a string that matches ${issue.pattern ?? issue.format}, found ${quoteValue(issue.input)}`;
    case "invalid_union":
      // `problemsOf` combines the branches, unless the schema has its own message.
      return "";
    default:
      return undefined;
  }
}

/** Empty where a key is written without a value; YAML and JSON parse both as null. */
function foundText(value: unknown): string {
  if (value === undefined) return "found nothing";
  return value === null ? "found no value. Write one, or remove the key" : `found ${quoteValue(value)}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

/** For text that YAML reads as a number or boolean: `80`, `true`. */
function quotesHint({ expected: type, input }: { readonly expected?: unknown; readonly input?: unknown }): string {
  if (type !== "string" || (typeof input !== "number" && typeof input !== "boolean")) return "";
  return `. Put it in quotes: "${input}"`;
}

function typeName(type: string): string {
  return TYPE_NAMES[type] ?? type;
}

function knownKeys(schema: RawIssue["inst"]): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).filter((key) => !key.startsWith("$")) : [];
}

function measured(input: unknown): string {
  if (typeof input === "string") return `${quoteValue(input)} (${countText(input.length, "character")})`;
  if (Array.isArray(input)) return `${input.length}`;
  if (typeof input === "object" && input !== null) return `${Object.keys(input).length}`;
  return quoteValue(input);
}

function unit(origin: string, count: number | bigint): string {
  const singular = { string: "character", array: "entry", set: "entry", map: "entry", record: "entry" }[origin];
  if (singular === undefined) return "";
  return ` ${Number(count) === 1 ? singular : singular === "entry" ? "entries" : `${singular}s`}`;
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
    const choices = issue.errors.map(choiceOf);
    if (choices.every((ofBranch) => ofBranch.length > 0)) {
      const value = valueAt(root, at);
      const message = `expected ${oneOf([...new Set(choices.flat())])}, ${foundText(value)}`;
      return [error(`${subject}/type`, at, issue.message || message)];
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

/** Names of the types that a branch of a union accepts; empty unless the value has another type altogether. */
function choiceOf(issues: readonly z.core.$ZodIssue[]): string[] {
  const [issue] = issues;
  if (issue === undefined || issue.path.length > 0) return [];
  if (issue.code === "invalid_type") return [typeName(issue.expected)];
  if (issue.code === "invalid_value") return issue.values.map((value) => quoteValue(value));
  if (issue.code === "invalid_union") return issue.errors.flatMap(choiceOf);
  return [];
}

/** The branch of a union that was most likely meant: the one whose faults lie deepest. */
function closest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]): number =>
    Math.min(...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 0.5 : 0)));
  return [...branches].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

/** The part of a value at a path; `undefined` if there is none. */
export function valueAt(root: unknown, at: Path): unknown {
  return at.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    root,
  );
}
