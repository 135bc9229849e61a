import { formatPath, type Problem } from "../../problems/problem";
import { type ExpandedRule } from "./expand";

/** Moves problems of expanded rules to the shorthand's keys, which is where the user can fix them. */
export function shorthandProblems(problems: readonly Problem[], rules: readonly ExpandedRule[]): Problem[] {
  return problems.map((problem) => ({
    ...problem,
    at: originOf(problem, rules),
    message: problem.message.replace(/\brules\[(\d+)\]/g, (name, index: string) => {
      const at = rules[Number(index)]?.at ?? [];
      return at.length === 0 ? name : formatPath(at);
    }),
  }));
}

/** Problems of the whole policy, such as its length, belong to the whole shorthand. */
function originOf({ at: [key, index] }: Problem, rules: readonly ExpandedRule[]): Problem["at"] {
  return key === "rules" && typeof index === "number" ? (rules[index]?.at ?? []) : [];
}
