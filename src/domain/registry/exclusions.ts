import { parseArn } from "../aws/arn";
import { error, type Problem } from "../problems/problem";
import { repeated } from "../problems/repeated";
import { logicalId } from "../terraform/logical-id";
import { twiceText } from "./prefix";

/** Terraform type of an exclusion. The bindings do not have it. */
export const EXCLUSION_TYPE = "aws_ecr_pull_time_update_exclusion";

/**
 * The Terraform name of an exclusion: `role_scanners` for `arn:aws:iam::111122223333:role/scanners`, and
 * `role_scanners_111122223333` in the registry of another account.
 * @param account of the registry, if known
 */
export function exclusionId(principal: string, account: string | undefined): string {
  const arn = parseArn(principal);
  if (arn === undefined) return logicalId(principal);
  return logicalId(arn.account === account ? arn.resource : `${arn.resource}_${arn.account}`);
}

/** Reports principals with the same Terraform name as an earlier one. */
export function checkExclusions(principals: readonly string[], account: string | undefined): Problem[] {
  return repeated(principals, (principal) => exclusionId(principal, account)).map((found) =>
    error("registry/pull-time-exclusion", [found.index], `expected each principal once, found ${twiceText(found)}`),
  );
}
