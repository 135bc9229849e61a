import { type AwsLocation } from "../domain/aws/arn";
import { error, prefixed, type Path, type Problem } from "../domain/problems/problem";
import { checkTagCase, TAG_LIMITS, type Tags } from "../domain/aws/tags";

/** A placeholder for an unknown location. Callers drop the problems that depend on it. */
export const ANYWHERE: AwsLocation = { account: "000000000000", region: "us-east-1" };

/**
 * Checks a role's tags together with the environment's. Unlike ECR, IAM ignores the case of keys.
 * @param role path of the role in the environment's file
 */
export function checkRoleTags(own: Tags, inherited: Tags, role: Path): Problem[] {
  const problems: Problem[] = checkTagCase({ ...inherited, ...own }).map((problem) => ({
    ...problem,
    at: [...(problem.at.some((key) => key in own) ? [...role, "tags"] : ["tags"]), ...problem.at],
  }));
  const count = Object.keys({ ...inherited, ...own }).length;
  if (count > TAG_LIMITS.count && Object.keys(own).length <= TAG_LIMITS.count) {
    const message = `expected at most ${TAG_LIMITS.count} tags including the environment's, found ${count}. Remove some`;
    problems.push(...prefixed(role, [error("tags/count", ["tags"], message)]));
  }
  return problems;
}
