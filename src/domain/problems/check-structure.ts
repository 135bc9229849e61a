import { type z } from "zod";
import { nearest } from "../text/suggestions";
import { error, type Path, type Problem } from "./problem";
import { parse } from "./schema-problems";

/** What a schema says of a document, and which of its parts may be relied on nevertheless. */
export interface Structure {
  readonly problems: Problem[];
  /**
   * Whether nothing is wrong at, above or below a part, so that rules across parts may read it.
   * A part that is absent only because its key is misspelt is not sound either.
   */
  readonly sound: (at: Path) => boolean;
}

/**
 * Checks a document's structure so that the checks after it can go on with whatever is well-formed.
 * @param named problems that say more than the schema can; each takes the place of the schema's at the same path
 */
export function checkStructure(
  subject: string,
  schema: z.ZodType,
  document: unknown,
  named: readonly Problem[] = [],
): Structure {
  const better = [...named, ...nullsIn(subject, document)];
  const parsed = parse(subject, schema, document);
  const general = parsed.ok ? [] : parsed.problems;
  const problems = [...better, ...general.filter(({ at }) => !better.some((known) => same(known.at, at)))];
  return { problems, sound: (at) => !problems.some((problem) => spoils(problem, at)) };
}

/** JSON's null is no way to leave a key out: AWS refuses it wherever it stands. */
function nullsIn(subject: string, value: unknown, at: Path = []): Problem[] {
  if (value === null) return [error(`${subject}/null`, at, "found null, which AWS refuses; leave it out")];
  if (typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap((part, index) => nullsIn(subject, part, [...at, index]));
  return Object.entries(value).flatMap(([key, part]) => nullsIn(subject, part, [...at, key]));
}

function spoils(problem: Problem, at: Path): boolean {
  // A list with too many entries still has sound entries.
  if (problem.kind === "size" && problem.at.length < at.length) return false;
  if (begins(problem.at, at) || begins(at, problem.at)) return true;
  const [key, wanted] = [problem.at.at(-1), at.at(-1)];
  return (
    problem.kind === "unknown-key" &&
    typeof key === "string" &&
    typeof wanted === "string" &&
    same(problem.at.slice(0, -1), at.slice(0, -1)) &&
    nearest(key, [wanted]) !== undefined
  );
}

function same(a: Path, b: Path): boolean {
  return a.length === b.length && begins(a, b);
}

function begins(short: Path, long: Path): boolean {
  return short.length <= long.length && short.every((step, index) => step === long[index]);
}
