import { withDefault } from "../kit/object-variable";
import { type ModuleVariables } from "../kit/module-stack";
import { TRUST_POLICY_QUOTA } from "../../src/domain/iam/role-limits";
import { roleVariables } from "../kit/role-variables";
import { DESCRIPTIONS, OPERATOR_ROLE_DEFAULTS } from "../../src/domain/operator/role-settings";

const { allowDelete } = OPERATOR_ROLE_DEFAULTS;

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
export const VARIABLES: ModuleVariables = {
  ...roleVariables({
    tagged: "the role and its policies",
    policyNames: "Its policies are named `<name>-1`, `<name>-2` and so on.",
    inPath: "the role and its policies",
    defaults: OPERATOR_ROLE_DEFAULTS,
  }),
  clusters: {
    description:
      "The clusters whose operators may assume the role. At least one is required. You can choose any keys. The keys become Sids in the trust policy, so they must differ in letters or digits. `oidc_provider_arn` is for IRSA: the ARN of the IAM OIDC provider for the cluster's issuer, in the role's account. `pod_identity_cluster` is for EKS Pod Identity: the name of the EKS cluster, in the provider's account and region. Set one of the two for each cluster, or both during a migration.",
    type: "map(object({\n  oidc_provider_arn    = optional(string)\n  pod_identity_cluster = optional(string)\n}))",
  },
  service_accounts: {
    description:
      "The ServiceAccounts that may assume the role in each cluster. At least one is required. Names with the wildcards `*` and `?` are compared with `StringLike`. All other names are compared exactly.",
    type: "list(object({\n  namespace = string\n  name      = string\n}))",
  },
  trust_policy_quota: withDefault(
    "number",
    TRUST_POLICY_QUOTA.characters,
    `${DESCRIPTIONS.trustPolicyQuota} A number from ${TRUST_POLICY_QUOTA.characters} to ${TRUST_POLICY_QUOTA.most}.`,
  ),
  manages: {
    description: `${DESCRIPTIONS.manages} At least one is required. All of them are in the provider's account and region. Changes to other repositories are denied.`,
    type: "list(string)",
  },
  allow_delete: withDefault("bool", allowDelete, DESCRIPTIONS.allowDelete),
  kms_key_arns: {
    description: `${DESCRIPTIONS.kmsKeys} The keys must be in the provider's region; aliases are not accepted. Defaults to no keys. You do not need to list AWS managed keys.`,
    type: "list(string)",
    default: [],
  },
};
