import { type z } from "zod";
import { nearest } from "../text/suggestions";
import { error, type Path, type Problem } from "./problem";
import { withLostIndentation } from "./lost-indentation";
import { parse, valueAt } from "./schema-problems";

/** The problems that a schema finds in a document, and which parts are valid nevertheless. */
export interface Structure {
  readonly problems: Problem[];
  /**
   * Whether a part has no problem at, above or below it, so that checks across parts may read it. A part that is absent only
   * because its key is misspelled is not valid.
   */
  readonly isValid: (at: Path) => boolean;
}

/**
 * Checks a document's structure, so that later checks can continue with the valid parts.
 * @param specific problems that say more than the schema does; each replaces the schema's problem at the same path
 */
export function checkStructure(
  subject: string,
  schema: z.ZodType,
  document: unknown,
  specific: readonly Problem[] = [],
): Structure {
  const preferred = [...specific, ...nullsIn(subject, document)];
  const parsed = parse(subject, schema, document);
  const general = parsed.ok ? [] : parsed.problems;
  const all = [...preferred, ...general.filter(({ at }) => !preferred.some((known) => isSamePath(known.at, at)))];
  return {
    problems: withLostIndentation(all, (at) => valueAt(document, at)),
    isValid: (at) => !all.some((problem) => affects(problem, at)),
  };
}

/** AWS rejects null, even for an optional key. */
function nullsIn(subject: string, value: unknown, at: Path = []): Problem[] {
  if (value === null)
    return [error(`${subject}/null`, at, "expected a value, found null. Write one, or remove the key")];
  if (typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap((part, index) => nullsIn(subject, part, [...at, index]));
  return Object.entries(value).flatMap(([key, part]) => nullsIn(subject, part, [...at, key]));
}

function affects(problem: Problem, at: Path): boolean {
  // A list with too many entries still has valid entries.
  if (problem.kind === "size" && problem.at.length < at.length) return false;
  if (startsWith(at, problem.at) || startsWith(problem.at, at)) return true;
  const [key, wanted] = [problem.at.at(-1), at.at(-1)];
  return (
    problem.kind === "unknown-key" &&
    typeof key === "string" &&
    typeof wanted === "string" &&
    isSamePath(problem.at.slice(0, -1), at.slice(0, -1)) &&
    nearest(key, [wanted]) !== undefined
  );
}

function isSamePath(a: Path, b: Path): boolean {
  return a.length === b.length && startsWith(a, b);
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step === path[index]);
}
