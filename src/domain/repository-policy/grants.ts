import { ACCOUNT_ID, parseArn, type Partition } from "../aws/arn";
import { type PolicyStatement } from "../iam/policy";
import { error, quoteValue, type Problem } from "../problems/problem";
import { PULL_ACTIONS, PUSH_ACTIONS } from "./actions";
import { principalFault } from "./principal";

export interface PrincipalGrants {
  /** Who may pull: account ids or ARNs of IAM roles and users. */
  readonly pullPrincipals?: readonly string[];
  /** Who may push and pull. */
  readonly pushPrincipals?: readonly string[];
}

/** The statements `AllowPull` and `AllowPush` that grants stand for; each only where it has a principal. */
export function grantStatements(
  { pullPrincipals, pushPrincipals }: PrincipalGrants,
  partition: Partition,
): PolicyStatement[] {
  return [
    ...statement("AllowPull", pullPrincipals, PULL_ACTIONS, partition),
    ...statement("AllowPush", pushPrincipals, [...new Set([...PUSH_ACTIONS, ...PULL_ACTIONS])], partition),
  ];
}

function statement(
  Sid: string,
  principals: readonly string[] = [],
  Action: readonly string[],
  partition: Partition,
): PolicyStatement[] {
  if (principals.length === 0) return [];
  const arns = principals.map((principal) =>
    ACCOUNT_ID.test(principal) ? `arn:${partition}:iam::${principal}:root` : principal,
  );
  return [{ Sid, Effect: "Allow", Principal: { AWS: [...new Set(arns)] }, Action: [...Action] }];
}

/**
 * Everything wrong with a list of principals, each at its index: account ids as quoted text and ARNs of IAM roles, users
 * and accounts are allowed, in the repository's partition, where it is known, and without wildcards.
 */
export function checkPrincipals(principals: readonly unknown[], partition?: Partition): Problem[] {
  return principals.flatMap((principal, index) => {
    const fault = principalFault(principal, partition) ?? sessionFault(principal);
    return fault === undefined ? [] : [error("principals/value", [index], fault)];
  });
}

/** A session lasts hours and a grant years, so a grant names the role. */
function sessionFault(principal: unknown): string | undefined {
  if (typeof principal !== "string" || parseArn(principal)?.service !== "sts") return undefined;
  return `found the session ${quoteValue(principal)}; name the IAM role itself, as arn:aws:iam::111122223333:role/name`;
}
