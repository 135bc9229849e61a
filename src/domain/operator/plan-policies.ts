import { MANAGED_POLICY_QUOTA, packPolicies } from "../iam/managed-policies";
import { policyOf, policySize, type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { error, warning, type Problem } from "../problems/problem";
import {
  allowStatements,
  denyDeclared,
  denyEverythingElse,
  denyRegistrySettings,
  type OperatorPermissions,
} from "./permissions";

/** The managed policies that grant the operator's permissions. */
export interface PolicyPlan {
  /** The policy documents, 1 to 10. */
  readonly documents: readonly PolicyDocument[];
  /** Number of characters in each document, as IAM counts them. */
  readonly sizes: readonly number[];
  /**
   * What the deny statements cover: everything that the operator does not own, or registry settings and declared
   * repositories, or registry settings only.
   */
  readonly denies: "everything else" | "declared repositories" | "registry settings";
  /** Errors if the permissions do not fit, and warnings about a weaker deny statement. Paths refer to `OperatorPermissions`. */
  readonly problems: readonly Problem[];
}

/**
 * Splits the permissions into as few managed policies as possible, in the order of `manages`, without widening any.
 * The deny statement lists everything that the operator owns as an exception, so it cannot be split. If it is too long, the
 * declared repositories are denied instead.
 */
export function planPolicies(permissions: OperatorPermissions): PolicyPlan {
  const problems: Problem[] = [];
  const { statements, denies } = withDeny(permissions, problems);
  const documents = packPolicies(statements);
  const sizes = documents.map(policySize);
  if (documents.length > MANAGED_POLICY_QUOTA.perRole) {
    const message = `expected permissions that fit in ${MANAGED_POLICY_QUOTA.perRole} managed policies, the quota for a role, found ${documents.length} policies (${sizes.reduce((sum, size) => sum + size, 0)} characters, at most ${MANAGED_POLICY_QUOTA.characters} in each). Move the operator's repositories under common prefixes, such as "sandbox/"`;
    problems.push(error("operator/policies", ["manages"], message));
  }
  return { documents, sizes, denies, problems };
}

function withDeny(
  permissions: OperatorPermissions,
  problems: Problem[],
): { statements: PolicyStatement[]; denies: PolicyPlan["denies"] } {
  const allowed = allowStatements(permissions);
  const everythingElse = denyEverythingElse(permissions);
  const size = policySize(policyOf([everythingElse]));
  if (size <= MANAGED_POLICY_QUOTA.characters)
    return { statements: [...allowed, everythingElse], denies: "everything else" };

  const tooLong = `expected at most ${MANAGED_POLICY_QUOTA.characters} characters to deny changes to everything that the operator does not own, found ${size}`;
  const declared = permissions.declaredRepositories;
  if (declared === undefined) {
    const message = `${tooLong}. Use fewer, wider prefixes, or list the repositories to protect in declaredRepositories`;
    problems.push(error("operator/deny-size", ["manages"], message));
    return { statements: [...allowed, denyRegistrySettings()], denies: "registry settings" };
  }
  const message = `${tooLong}. Therefore, only changes to registry settings and to declared repositories (${declared.length}) are denied. Another policy can still allow changes to other repositories. To deny all changes, use fewer, wider prefixes`;
  problems.push(warning("operator/deny-declared", ["manages"], message));
  const statements = [...allowed, denyRegistrySettings()];
  if (declared.length === 0) return { statements, denies: "registry settings" };
  return {
    statements: [...statements, denyDeclared(permissions.location, declared)],
    denies: "declared repositories",
  };
}
