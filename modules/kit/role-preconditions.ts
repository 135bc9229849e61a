import { CURRENT } from "./data-sources";
import { sentence } from "./sentence";
import { type Precondition } from "./validation";
import { MESSAGES } from "../../src/domain/operator/role-messages";
import { MANAGED_POLICY_QUOTA } from "../../src/domain/iam/managed-policies";

export const condition = (holds: string, message: string): Precondition => ({
  condition: expression(holds),
  errorMessage: sentence(message),
});
export const expression = (text: string): string => `\${${text}}`;
const join = (list: string): string => expression(`join(", ", ${list})`);

/** Preconditions of the role: rules that depend on the account, or on all ServiceAccounts and clusters together. */
export function rolePreconditions(): Precondition[] {
  const size = "length(jsonencode(local.trust_policy))";
  return [
    providerCondition(),
    condition(
      `${size} <= var.trust_policy_quota`,
      MESSAGES.trustPolicySize(`${expression(size)} characters`, "${var.trust_policy_quota}", "trust_policy_quota"),
    ),
    condition(
      "length(local.pattern_accounts) == 0 || length(local.pod_identity_clusters) == 0",
      MESSAGES.podIdentityPattern(join("[for account in local.pattern_accounts : jsonencode(account)]")),
    ),
    boundaryCondition(),
  ];
}

/** OIDC providers of clusters must be in the role's account. */
export function providerCondition(): Precondition {
  return condition(
    "length(local.foreign_providers) == 0",
    MESSAGES.otherAccount(join("local.foreign_providers"), expression(CURRENT.account)),
  );
}

/** The permissions boundary must be a policy in the role's account or an AWS managed policy. */
export function boundaryCondition(): Precondition {
  const [account, partition] = [expression(CURRENT.account), expression(CURRENT.partition)];
  const boundary = "var.permissions_boundary";
  const bounds = `startswith(${boundary}, "arn:${partition}:iam::\${owner}:")`;
  return condition(
    `${boundary} == null ? true : anytrue([for owner in [${CURRENT.account}, "aws"] : ${bounds}])`,
    MESSAGES.permissionsBoundary(expression(`jsonencode(${boundary})`), account, partition),
  );
}

/** Preconditions of the policies: rules that depend on the region, or on all entries of `manages` together. */
export function policyPreconditions(): Precondition[] {
  const [partition, region] = [expression(CURRENT.partition), expression(CURRENT.region)];
  const size = "length(local.policies[count.index])";
  return [
    condition(
      `${size} <= ${MANAGED_POLICY_QUOTA.characters}`,
      MESSAGES.policySize(expression(size), MANAGED_POLICY_QUOTA.characters),
    ),
    condition("length(local.foreign_keys) == 0", MESSAGES.kmsKey(join("local.foreign_keys"), region, partition)),
  ];
}
