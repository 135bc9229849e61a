import { MANAGED_POLICY_QUOTA } from "../../src/domain/iam/managed-policies";
import { TRUST_POLICY_QUOTA } from "../../src/domain/iam/role-limits";
import { MESSAGES } from "../../src/domain/workloads/messages";
import { WORKLOAD_ROLE_DEFAULTS } from "../../src/domain/workloads/settings";
import { CURRENT } from "../kit/data-sources";
import { boundaryCondition, condition, expression, providerCondition } from "../kit/role-preconditions";
import { type Precondition } from "../kit/validation";

/** Preconditions of the role: rules that depend on the account, or on all ServiceAccounts and clusters together. */
export function workloadRolePreconditions(): Precondition[] {
  const size = "length(jsonencode(local.trust_policy))";
  const quota = TRUST_POLICY_QUOTA.characters;
  return [
    providerCondition(),
    condition(`${size} <= ${quota}`, MESSAGES.trustSize(`${expression(size)} characters`, quota)),
    boundaryCondition(),
  ];
}

/** Preconditions of the policy: rules that depend on the account and region, or on all repositories together. */
export function workloadPolicyPreconditions(): Precondition[] {
  const size = "length(local.policy)";
  const quota = MANAGED_POLICY_QUOTA.characters;
  const hasDefaults = `var.permissions_boundary == null && var.max_session_duration == ${WORKLOAD_ROLE_DEFAULTS.maxSessionDuration}`;
  const removal = "Remove permissions_boundary and max_session_duration";
  const others = "length(var.pull_repositories) + length(var.other_registries)";
  return [
    // Not validations of a variable: Terraform skips all of a variable's rules while another one that they read is invalid.
    condition('var.access != "push" || length(var.repositories) > 0', MESSAGES.noPush),
    condition(`var.access == "push" || length(var.repositories) + ${others} > 0`, MESSAGES.nothing("other_registries")),
    condition(`${size} <= ${quota}`, MESSAGES.policySize(`${expression(size)} characters`, quota)),
    condition(
      "length(local.own_registries) == 0",
      MESSAGES.ownRegistry(expression(CURRENT.account), expression(CURRENT.region)),
    ),
    condition(`var.attach_to == null || (${hasDefaults})`, `${MESSAGES.noRole("attach_to")}. ${removal}`),
  ];
}
