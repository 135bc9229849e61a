import { type Problem } from "./problem";

type Check<Rest extends readonly unknown[]> = (document: unknown, ...rest: Rest) => Problem[];

/**
 * A check that examines each document once, for policies that many repositories share and that constructs check again.
 * Documents must not change after the first check.
 * @param check its other arguments must be strings or undefined
 */
export function checkedOnce<Rest extends readonly (string | undefined)[]>(check: Check<Rest>): Check<Rest> {
  const checked = new WeakMap<object, Map<string, Problem[]>>();
  return (document, ...rest) => {
    if (typeof document !== "object" || document === null) return check(document, ...rest);
    const known = checked.get(document) ?? new Map<string, Problem[]>();
    checked.set(document, known);
    const key = rest.join(" ");
    const problems = known.get(key) ?? check(document, ...rest);
    known.set(key, problems);
    return problems;
  };
}
