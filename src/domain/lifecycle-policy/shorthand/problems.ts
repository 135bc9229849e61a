import { formatPath, type Problem } from "../../problems/problem";
import { type RuleOfWords } from "./expand";

/** What is said of the rules that words became, said of the words: people look where they have written something. */
export function problemsOfWords(problems: readonly Problem[], rules: readonly RuleOfWords[]): Problem[] {
  return problems.map((problem) => ({
    ...problem,
    at: originOf(problem, rules),
    message: problem.message.replace(/\brules\[(\d+)\]/g, (name, index: string) => {
      const at = rules[Number(index)]?.at ?? [];
      return at.length === 0 ? name : formatPath(at);
    }),
  }));
}

/** A fault of the policy as a whole, its length for one, is one of the words as a whole. */
function originOf({ at: [key, index] }: Problem, rules: readonly RuleOfWords[]): Problem["at"] {
  return key === "rules" && typeof index === "number" ? (rules[index]?.at ?? []) : [];
}
