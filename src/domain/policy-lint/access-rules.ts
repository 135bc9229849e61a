import {
  ELEMENTS,
  IAM,
  POLICIES_WITH_PRINCIPALS,
  POLICY_SUBJECTS,
  RESOURCE_POLICIES,
  type PolicyRule,
} from "./policy-rule";

const S3_PUBLIC = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html";

/** Rules about who gets access, by the second half of their ids, in the order of the documentation. */
export const ACCESS_RULES = {
  public: {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "error",
    finds: "A statement allows everyone, without a condition.",
    because: "Every AWS account can use it.",
    see: S3_PUBLIC,
  },
  "public-condition": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "error",
    finds: "A statement allows everyone, with a condition that strangers can meet.",
    because: "Strangers choose names, tags, times and user agents, and rent addresses of EC2.",
    see: S3_PUBLIC,
  },
  "missing-subject": {
    of: ["trust-policy"],
    severity: "error",
    finds:
      "A statement trusts an OIDC provider without a test of `sub`, or with one that subjects of other owners pass.",
    because: "Every user of the provider can assume the role, such as every workflow on GitHub.",
    see: `${IAM}/id_roles_create_for-idp_oidc.html`,
  },
  "missing-audience": {
    of: ["trust-policy"],
    severity: "warning",
    finds: "A statement trusts an OIDC provider without a test of `aud`.",
    because: "The role accepts tokens that were issued for another service.",
    see: `${IAM}/id_roles_create_for-idp_oidc.html`,
  },
  "confused-deputy": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds:
      "A statement allows an AWS service without a condition on the account, organization or resource it acts for.",
    because: "The service may act for any account.",
    see: `${IAM}/confused-deputy.html`,
  },
  "wildcard-action": {
    of: [...RESOURCE_POLICIES, "role-policy"],
    severity: "warning",
    finds:
      "A wildcard in `Action` allows actions that delete images or change permissions. `ecr:*` for single roles of the registry's own account is not reported.",
    because: "`ecr:Batch*` allows `ecr:BatchDeleteImage`, and a wildcard also allows actions that AWS adds later.",
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  "wildcard-resource": {
    of: ["role-policy"],
    severity: "warning",
    finds: "A statement allows actions on repositories for every resource.",
    because: "The role can change what belongs to others.",
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  escalation: {
    of: [...RESOURCE_POLICIES, "role-policy"],
    severity: "warning",
    finds:
      "A statement allows a change of permissions to a whole account, to a service, or on every resource. The statement that Lambda adds is not reported.",
    because: "Whoever may change a policy, or pass any role, can obtain every permission.",
    see: `${IAM}/access-analyzer-reference-policy-checks.html`,
  },
  administration: {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds:
      "Principals that do not belong to the project's accounts may delete images, or change settings, lifecycle policies or permissions.",
    because:
      "They can delete or replace what runs from the repository. The accounts of all environments are the project's.",
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  "unit-pattern": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A pattern of `aws:PrincipalOrgPaths` or a similar key ends within the ID of a unit.",
    because: "It also matches other units whose IDs begin alike.",
    see: `${IAM}/reference_policies_condition-keys.html#condition-keys-principalorgpaths`,
  },
  "not-action": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "`Allow` with `NotAction`.",
    because: "It also allows actions that AWS adds later.",
    see: `${ELEMENTS}_notaction.html`,
  },
  "not-resource": {
    of: ["role-policy"],
    severity: "warning",
    finds: "`Allow` with `NotResource`.",
    because: "It also allows the action on resources that are created later.",
    see: `${ELEMENTS}_notresource.html`,
  },
  "not-principal": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds: "`Deny` with `NotPrincipal` names a role or user, but not its account.",
    because: "IAM checks the account too, so the exempted role may be denied.",
    see: `${ELEMENTS}_notprincipal.html`,
  },
  "null-check": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds:
      "`Allow` with `ForAllValues:`, without a `Null` test of the same key. Or `Deny` with `ForAnyValue:` and a negated operator, or with `Bool` and MFA.",
    because: "The grant also matches requests that lack the key, or the denial does not.",
    see: `${IAM}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  },
} as const satisfies Readonly<Record<string, PolicyRule>>;
