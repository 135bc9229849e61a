import { type AwsLocation } from "../domain/aws/arn";
import { error, prefixed, type Path, type Problem } from "../domain/problems/problem";
import { checkTagCase, TAG_LIMITS, type Tags } from "../domain/aws/tags";

/** Stands for a place that is not known: what is said about it is left out. */
export const ANYWHERE: AwsLocation = { account: "000000000000", region: "us-east-1" };

/**
 * Tags of a role together with the environment's: IAM, unlike ECR, tells their keys apart without regard to case.
 * @param role where the role stands in the environment's file
 */
export function checkRoleTags(own: Tags, inherited: Tags, role: Path): Problem[] {
  const problems: Problem[] = checkTagCase({ ...inherited, ...own }).map((problem) => ({
    ...problem,
    at: [...(problem.at.some((key) => key in own) ? [...role, "tags"] : ["tags"]), ...problem.at],
  }));
  const count = Object.keys({ ...inherited, ...own }).length;
  if (count > TAG_LIMITS.count && Object.keys(own).length <= TAG_LIMITS.count) {
    const message = `${count} tags together with the environment's; at most ${TAG_LIMITS.count} allowed, leave some out`;
    problems.push(...prefixed(role, [error("tags/count", ["tags"], message)]));
  }
  return problems;
}
