import { ACCOUNT_ID, parseArn, type Partition } from "../aws/arn";
import { type PolicyStatement } from "../iam/policy";
import { error, quoteValue, type Problem } from "../problems/problem";
import { PULL_ACTIONS, PUSH_ACTIONS } from "./actions";
import { principalFault } from "./principal";
import { statementFault } from "./statement-fault";

export interface PrincipalGrants {
  /** Principals that may pull: account IDs or ARNs of IAM roles and users. */
  readonly pullPrincipals?: readonly string[];
  /** Principals that may push and pull. */
  readonly pushPrincipals?: readonly string[];
}

/** The statements `AllowPull` and `AllowPush` of grants; a statement without principals is omitted. */
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
 * Checks a list of principals, each at its index: quoted account IDs and ARNs of IAM roles, users and accounts are allowed,
 * without wildcards and in the repository's partition, if known.
 */
export function checkPrincipals(principals: readonly unknown[], partition?: Partition): Problem[] {
  return principals.flatMap((principal, index) => {
    const fault = statementFault(principal) ?? principalFault(principal, partition) ?? sessionFault(principal);
    return fault === undefined ? [] : [error("principals/value", [index], fault)];
  });
}

/** A session lasts hours and a grant years, so a grant must name the role. */
function sessionFault(principal: unknown): string | undefined {
  if (typeof principal !== "string" || parseArn(principal)?.service !== "sts") return undefined;
  return `expected an IAM role, found the session ${quoteValue(principal)}. Write the role's ARN, arn:aws:iam::<account>:role/<name>`;
}
