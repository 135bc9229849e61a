import { parseArn } from "../aws/arn";
import { error, type Problem } from "../problems/problem";
import { logicalId, twins } from "../terraform/logical-id";
import { twiceText } from "./prefix";

/** Terraform type of an exclusion. The bindings do not have it. */
export const EXCLUSION_TYPE = "aws_ecr_pull_time_update_exclusion";

/** The Terraform name of an exclusion: `role_scanners` for `arn:aws:iam::111122223333:role/scanners`. */
export function exclusionId(principal: string): string {
  return logicalId(parseArn(principal)?.resource ?? principal);
}

/** Reports principals with the same Terraform name as an earlier one. */
export function checkExclusions(principals: readonly string[]): Problem[] {
  return twins(principals, exclusionId).map((twin) =>
    error("registry/pull-time-exclusion", [twin.index], `expected each principal once, found ${twiceText(twin)}`),
  );
}
