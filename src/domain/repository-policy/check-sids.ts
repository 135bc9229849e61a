import { quoteValue, warning, type Problem } from "../problems/problem";
import { type PartialStatement } from "./draft";

/** ECR takes any `Sid`; IAM's own tools, and who looks for the statement in a log, do not. */
export function checkSids(statements: readonly PartialStatement[]): Problem[] {
  const seen = new Set<string>();
  return statements.flatMap(({ at, statement: { Sid } }) => {
    if (Sid === undefined) return [];
    const problems: Problem[] = [];
    if (seen.has(Sid)) {
      problems.push(
        warning(
          "repository-policy/sid-twice",
          [...at, "Sid"],
          `Sid ${quoteValue(Sid)} is there twice; give each statement its own, or leave it out`,
        ),
      );
    }
    seen.add(Sid);
    if (!/^[A-Za-z0-9]+$/.test(Sid)) {
      problems.push(
        warning(
          "repository-policy/sid-characters",
          [...at, "Sid"],
          `found ${quoteValue(Sid)}; IAM allows letters and digits only in a Sid; write one such as "AllowPull"`,
        ),
      );
    }
    return problems;
  });
}
