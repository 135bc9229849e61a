import { type ModuleStack, type ModuleVariable } from "../core/terraform/module-stack";
import { TRUST_POLICY_QUOTA } from "./limits";
import { OPERATOR_ROLE_RULES } from "./module-rules";
import { DESCRIPTIONS, OPERATOR_ROLE_DEFAULTS } from "./settings";

const { allowDelete, description, maxSessionDuration, path } = OPERATOR_ROLE_DEFAULTS;

/** Variables in the order in which they are read; ranges are AWS's, defaults those of the environments. */
const VARIABLES: Readonly<Record<string, Omit<ModuleVariable, "rules">>> = {
  create: {
    description: "Whether the module creates anything. Defaults to `true`.",
    type: "bool",
    default: true,
  },
  tags: {
    description:
      "Tags of the role and its policies, on top of the provider's default tags: at most 50 together, keys up to 128 characters, values up to 256. Defaults to none.",
    type: "map(string)",
    default: {},
  },
  name: {
    description: `${DESCRIPTIONS.roleName} It has 1 to 64 letters, digits and \`_+=,.@-\`; its policies are called \`<name>-1\`, \`<name>-2\` and so on.`,
    type: "string",
  },
  path: {
    description: `${DESCRIPTIONS.path} Its policies have the same. It begins and ends with a slash, and has at most 512 characters. Defaults to \`${path}\`.`,
    type: "string",
    default: path,
  },
  description: {
    description: `${DESCRIPTIONS.description} At most 1000 characters of Latin-1. Defaults to \`${description}\`.`,
    type: "string",
    default: description,
  },
  permissions_boundary: {
    description: `${DESCRIPTIONS.permissionsBoundary} A managed policy of the role's account, or one of AWS's own. Null, the default, is no bound.`,
    type: "string",
    default: null,
  },
  max_session_duration: {
    description: `${DESCRIPTIONS.maxSessionDuration} Defaults to \`${maxSessionDuration}\`.`,
    type: "number",
    default: maxSessionDuration,
  },
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
