import { type Problem } from "./problem";

type Check<Rest extends readonly unknown[]> = (document: unknown, ...rest: Rest) => Problem[];

/**
 * A check that looks at each document once: at a policy that a thousand repositories share, and at one that was checked where
 * it was read when it comes to a construct. For documents that nobody changes after.
 * @param check its further arguments are texts, or left out
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
