import { parseArn } from "../aws/arn";
import { error, quoteValue, type Problem } from "../problems/problem";
import { logicalId } from "../terraform/logical-id";

/** Terraform type of an exclusion. The bindings do not have it. */
export const EXCLUSION_TYPE = "aws_ecr_pull_time_update_exclusion";

/** The Terraform name of an exclusion: `role_scanners` for `arn:aws:iam::111122223333:role/scanners`. */
export function exclusionId(principal: string): string {
  return logicalId(parseArn(principal)?.resource ?? principal);
}

/** Reports principals with the same Terraform name as an earlier one. */
export function checkExclusions(principals: readonly string[]): Problem[] {
  return principals.flatMap((principal, index) => {
    const first = principals.findIndex((other) => exclusionId(other) === exclusionId(principal));
    const other = principals[first];
    if (first === index || other === undefined) return [];
    const message = `expected each principal once, found ${quoteValue(principal)} ${other === principal ? "twice" : `and ${quoteValue(other)}, which have the same Terraform name`}`;
    return [error("registry/pull-time-exclusion", [index], message)];
  });
}
