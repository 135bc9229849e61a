import { finding } from "../policy-lint/rules";
import { quoteValue, type Problem } from "../problems/problem";
import { type PartialStatement } from "./draft";

/** ECR accepts any `Sid`, but IAM's tools do not, and logs refer to statements by it. */
export function checkSids(statements: readonly PartialStatement[]): Problem[] {
  const seen = new Set<string>();
  return statements.flatMap(({ at, statement: { Sid } }) => {
    if (Sid === undefined) return [];
    const problems: Problem[] = [];
    if (seen.has(Sid)) {
      const message = `expected a unique value, found ${quoteValue(Sid)} twice. Rename one, or remove it`;
      problems.push(finding("sid-twice", [...at, "Sid"], message));
    }
    seen.add(Sid);
    if (!/^[A-Za-z0-9]+$/.test(Sid)) {
      const message = `expected only letters and digits, as in "AllowPull", found ${quoteValue(Sid)}`;
      problems.push(finding("sid-characters", [...at, "Sid"], message));
    }
    return problems;
  });
}
