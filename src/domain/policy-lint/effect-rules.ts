import {
  ACTIONS,
  ECR,
  ELEMENTS,
  IAM,
  POLICIES_WITH_PRINCIPALS,
  POLICY_SUBJECTS,
  RESOURCE_POLICIES,
  type PolicyRule,
} from "./policy-rule";

const KEYS = `${IAM}/reference_policies_condition-keys.html`;
const OPERATORS = `${ELEMENTS}_condition_operators.html`;

/** Rules about statements without the effect that they seem to have, and about what AWS rejects. */
export const EFFECT_RULES = {
  void: {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds:
      "No request can match the statement, because its conditions contradict each other or its principals, its end time has passed, or it does not apply to any action or principal.",
    because: "The statement has no effect.",
    see: `${IAM}/reference_policies_condition-logic-multiple-context-keys-or-values.html`,
  },
  denied: {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds:
      "Other statements in the policy deny everything that the statement allows, or deny an action that the granted pull or push needs.",
    because: "`Deny` overrides every `Allow`.",
    see: `${IAM}/reference_policies_evaluation-logic.html`,
  },
  "private-address": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A condition compares `aws:SourceIp` only with private addresses.",
    because:
      "Requests from the internet never come from private addresses, and requests through a VPC endpoint do not contain the key.",
    see: `${KEYS}#condition-keys-sourceip`,
  },
  "literal-wildcard": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A value contains `*` or `?`, but the operator compares these characters literally.",
    because: "With `StringEquals`, `*` matches only the character `*`.",
    see: OPERATORS,
  },
  "foreign-key": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds:
      "A condition tests a key that is never present in requests by the statement's principals, or in requests for the statement's actions.",
    because: "The condition never matches.",
    see: KEYS,
  },
  "foreign-value": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A condition compares a key with a value that the key never has.",
    because: "The value has no effect.",
    see: KEYS,
  },
  "foreign-source": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds:
      "A condition compares `aws:SourceArn` with a resource for which the service never acts, or with functions in a different region.",
    because: "The service's requests never match the condition.",
    see: `${IAM}/confused-deputy.html`,
  },
  service: {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds: "A statement allows access to a service that is not known to read images with its own service principal.",
    because: "ECS, EC2 and other services pull images with a role. Their service principals do not send requests.",
    see: `${IAM}/reference_aws-services-that-work-with-iam.html`,
  },
  "session-arn": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A condition compares `aws:PrincipalArn` with the ARN of a session.",
    because: "The key contains the ARN of the role, so the condition never matches.",
    see: KEYS,
  },
  "condition-key": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds: "A condition tests a key that is not present in requests to the service.",
    because: "IAM accepts any key, but treats this one as absent in every request.",
    see: ACTIONS,
  },
  variable: {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds: "A value contains a policy variable that does not exist or has no closing brace.",
    because: "If a variable has no value, its statement does not match any request.",
    see: `${IAM}/reference_policies_variables.html`,
  },
  "address-as-text": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds: "A condition compares an IP address as a string.",
    because: "Only `IpAddress` and `NotIpAddress` compare address ranges.",
    see: OPERATORS,
  },
  "foreign-action": {
    of: RESOURCE_POLICIES,
    severity: "error",
    finds: "A statement names an action of a service other than ECR.",
    because: "The action has no effect in a repository or registry policy.",
    see: ACTIONS,
  },
  "unknown-action": {
    of: [...RESOURCE_POLICIES, "role-policy"],
    severity: "warning",
    finds: "A statement names an action that does not exist in ECR.",
    because: "The action has no effect.",
    see: ACTIONS,
  },
  "authorization-token": {
    of: ["repository-policy"],
    severity: "warning",
    finds: "A repository policy names `ecr:GetAuthorizationToken`.",
    because: "Only identity policies can allow this action.",
    see: `${ECR}/repository-policies.html`,
  },
  "registry-action": {
    of: ["repository-policy"],
    severity: "warning",
    finds: "A repository policy names an action that applies to the whole registry.",
    because: "The action has no effect in a repository policy.",
    see: ACTIONS,
  },
  scope: {
    of: ["registry-policy"],
    severity: "warning",
    finds:
      "A registry policy names actions that need `REGISTRY_POLICY_SCOPE: V2`. If the declared scope is `V1`, this is an error.",
    because: "With `V1`, ECR rejects the policy.",
    see: `${ECR}/registry-permissions.html`,
  },
  "lock-out": {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds:
      "A statement prevents everyone, or everyone outside a network, from changing the policy, and does not exempt any role.",
    because: "Terraform, and possibly everyone else, can no longer change the policy.",
    see: `${ECR}/set-repository-policy.html`,
  },
  "push-set": {
    of: ["repository-policy"],
    severity: "warning",
    finds:
      "A statement, together with other statements for the same principals, grants only some of the actions that a push needs.",
    because: "Pushes fail. To move a tag, `ecr:BatchGetImage` and `ecr:PutImage` are sufficient.",
    see: `${ECR}/image-push-iam.html`,
  },
  "pull-set": {
    of: ["repository-policy"],
    severity: "warning",
    finds:
      "A statement grants `ecr:BatchGetImage` to another account or a service, but no statement grants `ecr:GetDownloadUrlForLayer`.",
    because: "Pulls fail, because only the manifest can be read.",
    see: `${ECR}/image-push-iam.html`,
  },
  "sid-twice": {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds: "Two statements have the same `Sid`.",
    because: "Logs and messages use the `Sid` to refer to a statement, so the reference is ambiguous.",
    see: `${ELEMENTS}_sid.html`,
  },
  "sid-characters": {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds: "A `Sid` contains characters other than letters and digits.",
    because: "ECR accepts these characters, but IAM's tools do not.",
    see: `${ELEMENTS}_sid.html`,
  },
  principal: {
    of: RESOURCE_POLICIES,
    severity: "error",
    finds:
      "A principal is missing or has a format that AWS rejects, or a statement combines `NotPrincipal` with `Allow` or with `Principal`.",
    because: "AWS rejects the policy, or the statement allows access to everyone except the listed principals.",
    see: `${ELEMENTS}_principal.html`,
  },
  action: {
    of: RESOURCE_POLICIES,
    severity: "error",
    finds: "A statement has no action, both `Action` and `NotAction`, or an action without the service prefix.",
    because: "AWS rejects the policy.",
    see: `${ELEMENTS}_action.html`,
  },
  resource: {
    of: ["repository-policy"],
    severity: "error",
    finds: "A statement in a repository policy contains `Resource` or `NotResource`.",
    because: "ECR rejects the policy.",
    see: `${ECR}/repository-policies.html`,
  },
  condition: {
    of: POLICY_SUBJECTS,
    severity: "error",
    finds: "A condition violates the IAM policy grammar.",
    because: "AWS rejects the policy.",
    see: `${IAM}/reference_policies_grammar.html`,
  },
  "text-length": {
    of: RESOURCE_POLICIES,
    severity: "error",
    finds: "The policy is too long.",
    because: "ECR rejects the policy.",
    see: `${ECR}/service-quotas.html`,
  },
} as const satisfies Readonly<Record<string, PolicyRule>>;
