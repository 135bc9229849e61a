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
      "No request can match the statement: its conditions contradict each other or its principals, its time is over, or it selects no action.",
    because: "The statement has no effect, so it grants or denies less than it seems to.",
    see: `${IAM}/reference_policies_condition-logic-multiple-context-keys-or-values.html`,
  },
  denied: {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds:
      "Other statements of the policy deny everything that the statement allows, or an action without which its pull or push fails.",
    because: "A denial overrides every `Allow`.",
    see: `${IAM}/reference_policies_evaluation-logic.html`,
  },
  "private-address": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A condition compares `aws:SourceIp` with private addresses only.",
    because: "Requests from the internet never have them, and requests through a VPC endpoint lack the key.",
    see: `${KEYS}#condition-keys-sourceip`,
  },
  "literal-wildcard": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A value has `*` or `?` under an operator that compares it literally.",
    because: "`StringEquals` matches no value with another character there.",
    see: OPERATORS,
  },
  "foreign-key": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds: "A condition tests a key that no request of the statement's principals, or for its actions, has.",
    because: "The condition never matches.",
    see: KEYS,
  },
  "foreign-value": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "A condition compares a key with a value that it never has.",
    because: "The value has no effect.",
    see: KEYS,
  },
  "foreign-source": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds:
      "`aws:SourceArn` is compared with a resource that the service does not act for, or with functions of another region.",
    because: "The service's requests never match.",
    see: `${IAM}/confused-deputy.html`,
  },
  service: {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds: "A statement allows a service that is not known to read images with its own principal.",
    because: "ECS, EC2 and other services pull with a role; the service's principal makes no requests.",
    see: `${IAM}/reference_aws-services-that-work-with-iam.html`,
  },
  "session-arn": {
    of: POLICY_SUBJECTS,
    severity: "warning",
    finds: "`aws:PrincipalArn` is compared with the ARN of a session.",
    because: "The key has the ARN of the role.",
    see: KEYS,
  },
  "condition-key": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds: "A condition tests a key that requests to the service do not have.",
    because: "IAM accepts any key; the test then always sees an absent one.",
    see: ACTIONS,
  },
  variable: {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds: "A value has a policy variable that does not exist, or that is not closed.",
    because: "A statement whose variable has no value matches nothing.",
    see: `${IAM}/reference_policies_variables.html`,
  },
  "address-as-text": {
    of: POLICIES_WITH_PRINCIPALS,
    severity: "warning",
    finds: "A condition compares an address as text.",
    because: "Only `IpAddress` and `NotIpAddress` compare ranges.",
    see: OPERATORS,
  },
  "foreign-action": {
    of: RESOURCE_POLICIES,
    severity: "error",
    finds: "A statement names an action of another service.",
    because: "It has no effect in the policy of a repository or registry.",
    see: ACTIONS,
  },
  "unknown-action": {
    of: [...RESOURCE_POLICIES, "role-policy"],
    severity: "warning",
    finds: "A statement names an action that ECR does not have.",
    because: "It allows or denies nothing.",
    see: ACTIONS,
  },
  "authorization-token": {
    of: ["repository-policy"],
    severity: "warning",
    finds: "A repository policy names `ecr:GetAuthorizationToken`.",
    because: "Only identity policies can allow it.",
    see: `${ECR}/repository-policies.html`,
  },
  "registry-action": {
    of: ["repository-policy"],
    severity: "warning",
    finds: "A repository policy names an action of the whole registry.",
    because: "It has no effect there.",
    see: ACTIONS,
  },
  scope: {
    of: ["registry-policy"],
    severity: "warning",
    finds:
      "A registry policy names actions that need `REGISTRY_POLICY_SCOPE: V2`. An error if the declared scope is `V1`.",
    because: "With `V1`, ECR rejects the policy.",
    see: `${ECR}/registry-permissions.html`,
  },
  "lock-out": {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds:
      "A statement denies the actions that change the policy to everyone, or to everyone who does not come from a network, without an exception for a role.",
    because: "Terraform, or even everyone, cannot change it again.",
    see: `${ECR}/set-repository-policy.html`,
  },
  "push-set": {
    of: ["repository-policy"],
    severity: "warning",
    finds: "A statement grants some of the actions of a push, together with other statements for the same principals.",
    because: "Pushes fail. To move a tag, `ecr:BatchGetImage` and `ecr:PutImage` are enough.",
    see: `${ECR}/image-push-iam.html`,
  },
  "pull-set": {
    of: ["repository-policy"],
    severity: "warning",
    finds:
      "A statement grants `ecr:BatchGetImage` to another account or a service, but no statement `ecr:GetDownloadUrlForLayer`.",
    because: "Pulls fail. The manifest alone can be read.",
    see: `${ECR}/image-push-iam.html`,
  },
  "sid-twice": {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds: "Two statements have the same `Sid`.",
    because: "Logs and messages refer to statements by it.",
    see: `${ELEMENTS}_sid.html`,
  },
  "sid-characters": {
    of: RESOURCE_POLICIES,
    severity: "warning",
    finds: "A `Sid` has characters other than letters and digits.",
    because: "ECR accepts them, but IAM's tools do not.",
    see: `${ELEMENTS}_sid.html`,
  },
  principal: {
    of: RESOURCE_POLICIES,
    severity: "error",
    finds: "A principal has a form that AWS rejects, or `Allow` has `NotPrincipal`.",
    because: "AWS rejects the policy, or it allows everyone else.",
    see: `${ELEMENTS}_principal.html`,
  },
  action: {
    of: RESOURCE_POLICIES,
    severity: "error",
    finds: "A statement has no action, or one without its service.",
    because: "AWS rejects the policy.",
    see: `${ELEMENTS}_action.html`,
  },
  resource: {
    of: ["repository-policy"],
    severity: "error",
    finds: "A repository policy has `Resource`.",
    because: "ECR rejects the policy.",
    see: `${ECR}/repository-policies.html`,
  },
  condition: {
    of: POLICY_SUBJECTS,
    severity: "error",
    finds: "A condition violates IAM's grammar.",
    because: "AWS rejects the policy.",
    see: `${IAM}/reference_policies_grammar.html`,
  },
  "text-length": {
    of: RESOURCE_POLICIES,
    severity: "error",
    finds: "The policy is too long.",
    because: "ECR rejects it.",
    see: `${ECR}/service-quotas.html`,
  },
} as const satisfies Readonly<Record<string, PolicyRule>>;
