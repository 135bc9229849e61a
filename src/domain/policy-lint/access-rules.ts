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
    finds: "A statement allows access to everyone, without a condition.",
    because: "Principals in every AWS account get access.",
    see: S3_PUBLIC,
  },
  "public-condition": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "error",
    finds: "A statement allows access to everyone, and strangers can meet its condition.",
    because:
      "Strangers can choose their names, tags, times and user agents, and can use EC2 instances to get AWS addresses.",
    see: S3_PUBLIC,
  },
  "missing-subject": {
    of: ["trust-policy"],
    severity: "error",
    finds:
      "A statement trusts an OIDC provider without testing `sub`, or its condition on `sub` also matches projects that belong to someone else.",
    because: "Every user of the provider, such as every workflow on GitHub, can assume the role.",
    see: `${IAM}/id_roles_create_for-idp_oidc.html`,
  },
  "missing-audience": {
    of: ["trust-policy"],
    severity: "warning",
    finds: "A statement trusts an OIDC provider without testing `aud`.",
    because: "The role also accepts tokens that were issued for services other than AWS.",
    see: `${IAM}/id_roles_create_for-idp_oidc.html`,
  },
  "confused-deputy": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds:
      "A statement allows access to an AWS service without a condition on the account, organization or resource that the service acts for.",
    because: "The service could act for any account.",
    see: `${IAM}/confused-deputy.html`,
  },
  "wildcard-action": {
    of: [...RESOURCE_POLICIES, "role-policy"],
    severity: "warning",
    finds:
      "A wildcard in `Action` allows actions that delete images or change permissions, or all actions of a service. `ecr:*` for individual roles in the registry's own account is not reported.",
    because: "`ecr:Batch*` allows `ecr:BatchDeleteImage`, and a wildcard also allows actions that AWS adds later.",
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  "wildcard-resource": {
    of: ["role-policy"],
    severity: "warning",
    finds: "A statement allows actions on repositories, and its `Resource` is `*`.",
    because: "The role can also use these actions on repositories that belong to other teams.",
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  escalation: {
    of: [...RESOURCE_POLICIES, "role-policy"],
    severity: "warning",
    finds:
      "A statement allows a whole account or a service to change permissions, or allows a principal to change permissions on every resource. The statement that Lambda adds is not reported.",
    because: "Anyone who can change a policy or pass any role can obtain more permissions.",
    see: `${IAM}/access-analyzer-reference-policy-checks.html`,
  },
  administration: {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds:
      "Principals outside the project's accounts may delete images, or change settings, lifecycle policies or permissions. The project's accounts are those of all its environments.",
    because: "These principals can delete or replace the images that your workloads run.",
    see: `${IAM}/best-practices.html#grant-least-privilege`,
  },
  "unit-pattern": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A pattern for `aws:PrincipalOrgPaths` or a similar key ends in the middle of an organizational unit's ID.",
    because: "The pattern also matches other units whose IDs begin with the same characters.",
    see: `${IAM}/reference_policies_condition-keys.html#condition-keys-principalorgpaths`,
  },
  "not-action": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A statement combines `Allow` with `NotAction`.",
    because: "The statement also allows actions that AWS adds later.",
    see: `${ELEMENTS}_notaction.html`,
  },
  "not-resource": {
    of: ["role-policy"],
    severity: "warning",
    finds: "A statement combines `Allow` with `NotResource`.",
    because: "The statement also allows the action on resources that are created later.",
    see: `${ELEMENTS}_notresource.html`,
  },
  "not-principal": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds:
      "A statement combines `Deny` with `NotPrincipal`, and `NotPrincipal` names a role or user but not its account.",
    because: "IAM also checks the account, so the exempted role or user may be denied.",
    see: `${ELEMENTS}_notprincipal.html`,
  },
  "null-check": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds:
      "An `Allow` statement uses `ForAllValues:` without a `Null` test for the same key, or a `Deny` statement uses `ForAnyValue:` with a negated operator or tests MFA with `Bool`.",
    because: "If a request does not contain the key, the `Allow` statement matches, and the `Deny` statement does not.",
    see: `${IAM}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  },
} as const satisfies Readonly<Record<string, PolicyRule>>;
