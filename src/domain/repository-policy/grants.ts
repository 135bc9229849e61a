import { parseArn, type Partition } from "../aws/arn";
import { mergedStatements } from "../grants/merge";
import { grantParts, type GrantAccess, type GrantPart } from "../grants/parts";
import { type PolicyStatement } from "../iam/policy";
import { error, quoteValue, type Problem } from "../problems/problem";
import { principalFault } from "./principal";
import { grantAdvice, statementFault } from "./statement-fault";

export interface PrincipalGrants {
  /** Principals that may pull: account IDs or ARNs of IAM roles and users. */
  readonly pullPrincipals?: readonly string[];
  /** Principals that may push and pull. */
  readonly pushPrincipals?: readonly string[];
  /** What `pull` and `push` grant. @default - nothing more */
  readonly grants?: readonly GrantPart[];
}

/** The statements of all grants, as few as possible: `AllowPull` and `AllowPush` for principals, others for other grants. */
export function grantStatements(
  { pullPrincipals, pushPrincipals, grants = [] }: PrincipalGrants,
  partition: Partition,
): PolicyStatement[] {
  const parts = (principals: readonly string[] = [], access: GrantAccess): GrantPart[] =>
    principals.length === 0 ? [] : grantParts([{ principals }], access, { partition });
  return mergedStatements([...parts(pullPrincipals, "pull"), ...parts(pushPrincipals, "push"), ...grants]);
}

/** Whether a repository grants access to anyone, so that it needs a repository policy. */
export function hasGrants({ pullPrincipals = [], pushPrincipals = [], grants = [] }: PrincipalGrants): boolean {
  return pullPrincipals.length + pushPrincipals.length + grants.length > 0;
}

/**
 * Checks a list of principals, each at its index: quoted account IDs and ARNs of IAM roles, users and accounts are allowed,
 * without wildcards and in the repository's partition, if known.
 * @param adviceFor what to write for a service, an organization or everyone. @default - a grant
 */
export function checkPrincipals(
  principals: readonly unknown[],
  partition?: Partition,
  adviceFor = grantAdvice,
): Problem[] {
  return principals.flatMap((principal, index) => {
    const fault =
      statementFault(principal, adviceFor) ?? principalFault(principal, partition) ?? sessionFault(principal);
    return fault === undefined ? [] : [error("principals/value", [index], fault)];
  });
}

/** A session lasts hours and a grant years, so a grant must name the role. */
function sessionFault(principal: unknown): string | undefined {
  if (typeof principal !== "string" || parseArn(principal)?.service !== "sts") return undefined;
  return `expected an IAM role, found the session ${quoteValue(principal)}. Write the role's ARN, arn:aws:iam::<account>:role/<name>`;
}
