import { type ModuleStack, type ModuleVariable } from "../kit/module-stack";
import { TRUST_POLICY_QUOTA } from "../../src/domain/iam/role-limits";
import { OPERATOR_ROLE_RULES } from "./validations";
import { roleVariables } from "../kit/role-variables";
import { DESCRIPTIONS, OPERATOR_ROLE_DEFAULTS } from "../../src/domain/operator/role-settings";

const { allowDelete } = OPERATOR_ROLE_DEFAULTS;

/** Variables in the order in which they are read; ranges are AWS's, defaults those of the environments. */
const VARIABLES: Readonly<Record<string, Omit<ModuleVariable, "rules">>> = {
  ...roleVariables({
    tagged: "the role and its policies",
    nameIs: "; its policies are called `<name>-1`, `<name>-2` and so on.",
    pathOfOthers: " Its policies have the same.",
    defaults: OPERATOR_ROLE_DEFAULTS,
  }),
  clusters: {
    description:
      "The clusters whose operators assume the role, at least one, by names of your choice: each name is part of a statement's Sid, so it needs letters or digits of its own. `oidc_provider_arn` is the ARN of the IAM OIDC provider for the cluster's issuer, in the role's account.",
    type: "map(object({\n  oidc_provider_arn = string\n}))",
  },
  service_accounts: {
    description:
      "The ServiceAccounts that the operators run under, at least one; in each cluster. `*` and `?` are wildcards and are compared by `StringLike`, everything else exactly.",
    type: "list(object({\n  namespace = string\n  name      = string\n}))",
  },
  trust_policy_quota: {
    description: `${DESCRIPTIONS.trustPolicyQuota} ${TRUST_POLICY_QUOTA.characters} to ${TRUST_POLICY_QUOTA.most}. Defaults to \`${TRUST_POLICY_QUOTA.characters}\`.`,
    type: "number",
    default: TRUST_POLICY_QUOTA.characters,
  },
  manages: {
    description: `${DESCRIPTIONS.manages} At least one, in the provider's account and region. Changes to anything else are denied.`,
    type: "list(string)",
  },
  allow_delete: {
    description: `${DESCRIPTIONS.allowDelete} Defaults to \`${allowDelete}\`.`,
    type: "bool",
    default: allowDelete,
  },
  kms_key_arns: {
    description: `${DESCRIPTIONS.kmsKeys} ARNs of keys, not of aliases, in the provider's region. Defaults to none: only the keys that AWS manages.`,
    type: "list(string)",
    default: [],
  },
};

export function addRoleVariables(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, OPERATOR_ROLE_RULES);
}
