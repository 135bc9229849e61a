import { isPolicyRule } from "../domain/policy-lint/rules";
import { type LocatedProblem } from "./problems";

/**
 * Adds a subject to the findings in policies that a function adds to a list of problems.
 * @param subject name that acceptances match
 */
export function about<T>(subject: string, problems: LocatedProblem[], resolve: () => T): T {
  const before = problems.length;
  const result = resolve();
  for (const [index, problem] of problems.slice(before).entries())
    if (isPolicyRule(problem.rule)) problems[before + index] = { ...problem, subject: problem.subject ?? subject };
  return result;
}
