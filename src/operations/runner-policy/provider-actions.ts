import { KEY_TYPE_ACTIONS } from "./key-actions";
import { PUBLIC_REPOSITORY_ACTIONS } from "./public-repository-actions";

/** What the permissions of a resource type apply to. It is also the last part of the statements' Sids. */
export type Subject =
  | "Repositories"
  | "PublicRepositories"
  | "RegistrySettings"
  | "Roles"
  | "ManagedPolicies"
  | "OidcProviders"
  | "Clusters"
  | "PodIdentities"
  | "Keys"
  | "KeyAliases"
  | "Alarms"
  | "Secrets"
  | "EventRules"
  | "Topics"
  | "Functions";

/** The AWS actions that Terraform's AWS provider calls for a resource type. */
export interface ProviderActions {
  readonly subject: Subject;
  /** For every plan, and after each change. */
  readonly read: readonly string[];
  readonly create: readonly string[];
  /** IAM requires this in addition if the resource is created with tags. @default - it has no tags */
  readonly tag?: string;
  /** Also what a change of an argument replaces: a new lifecycle policy deletes the old one first. */
  readonly update: readonly string[];
  readonly delete: readonly string[];
}

/**
 * The calls of hashicorp/aws 5.100.0, as test/e2e/runner-policy.test.ts records them, last on 2026-11-30. What the emulator does not
 * support comes from the provider's source: client IDs of OIDC providers and Pod Identity associations. Provider 6 has
 * the same calls for those two and for creation templates; its other types were not compared.
 *
 * `force_delete` needs no action on images: ECR deletes them with `ecr:DeleteRepository`.
 * @see https://github.com/hashicorp/terraform-provider-aws/tree/v5.100.0/internal/service
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const RESOURCE_ACTIONS: Readonly<Record<string, ProviderActions>> = {
  aws_ecr_repository: {
    subject: "Repositories",
    read: ["ecr:DescribeRepositories", "ecr:ListTagsForResource"],
    create: ["ecr:CreateRepository"],
    tag: "ecr:TagResource",
    update: ["ecr:PutImageScanningConfiguration", "ecr:PutImageTagMutability", "ecr:TagResource", "ecr:UntagResource"],
    delete: ["ecr:DeleteRepository"],
  },
  aws_ecr_lifecycle_policy: {
    subject: "Repositories",
    read: ["ecr:GetLifecyclePolicy"],
    create: ["ecr:PutLifecyclePolicy"],
    update: ["ecr:DeleteLifecyclePolicy", "ecr:PutLifecyclePolicy"],
    delete: ["ecr:DeleteLifecyclePolicy"],
  },
  aws_ecr_repository_policy: {
    subject: "Repositories",
    read: ["ecr:GetRepositoryPolicy"],
    create: ["ecr:SetRepositoryPolicy"],
    // A declared repository that loses its last grant keeps existing without a policy.
    update: ["ecr:DeleteRepositoryPolicy", "ecr:SetRepositoryPolicy"],
    delete: ["ecr:DeleteRepositoryPolicy"],
  },
  ...PUBLIC_REPOSITORY_ACTIONS,
  aws_ecr_registry_policy: {
    subject: "RegistrySettings",
    read: ["ecr:GetRegistryPolicy"],
    create: ["ecr:PutRegistryPolicy"],
    update: ["ecr:PutRegistryPolicy"],
    delete: ["ecr:DeleteRegistryPolicy"],
  },
  aws_ecr_registry_scanning_configuration: {
    subject: "RegistrySettings",
    read: ["ecr:GetRegistryScanningConfiguration"],
    create: ["ecr:PutRegistryScanningConfiguration"],
    update: ["ecr:PutRegistryScanningConfiguration"],
    // Returns to AWS's default: a registry always has a configuration.
    delete: ["ecr:PutRegistryScanningConfiguration"],
  },
  aws_ecr_replication_configuration: {
    subject: "RegistrySettings",
    read: ["ecr:DescribeRegistry"],
    create: ["ecr:PutReplicationConfiguration"],
    update: ["ecr:PutReplicationConfiguration"],
    delete: ["ecr:PutReplicationConfiguration"],
  },
  aws_ecr_pull_through_cache_rule: {
    subject: "RegistrySettings",
    read: ["ecr:DescribePullThroughCacheRules"],
    create: ["ecr:CreatePullThroughCacheRule"],
    update: ["ecr:UpdatePullThroughCacheRule"],
    delete: ["ecr:DeletePullThroughCacheRule"],
  },
  aws_ecr_repository_creation_template: {
    subject: "RegistrySettings",
    read: ["ecr:DescribeRepositoryCreationTemplates"],
    create: ["ecr:CreateRepositoryCreationTemplate"],
    update: ["ecr:UpdateRepositoryCreationTemplate"],
    delete: ["ecr:DeleteRepositoryCreationTemplate"],
  },
  // From the names of ECR's actions: the recorded provider does not have this type.
  aws_ecr_pull_time_update_exclusion: {
    subject: "RegistrySettings",
    read: ["ecr:ListPullTimeUpdateExclusions"],
    create: ["ecr:RegisterPullTimeUpdateExclusion"],
    // Its only argument replaces it.
    update: ["ecr:DeregisterPullTimeUpdateExclusion", "ecr:RegisterPullTimeUpdateExclusion"],
    delete: ["ecr:DeregisterPullTimeUpdateExclusion"],
  },
  aws_ecr_account_setting: {
    subject: "RegistrySettings",
    read: ["ecr:GetAccountSetting"],
    create: ["ecr:PutAccountSetting"],
    update: ["ecr:PutAccountSetting"],
    // An account setting stays as it is.
    delete: [],
  },
  ...KEY_TYPE_ACTIONS,
  aws_iam_role: {
    subject: "Roles",
    // The role's computed attributes include its policies.
    read: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
    create: ["iam:CreateRole"],
    tag: "iam:TagRole",
    update: [
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ],
    delete: ["iam:DeleteRole", "iam:ListInstanceProfilesForRole"],
  },
  aws_iam_role_policy: {
    subject: "Roles",
    read: ["iam:GetRolePolicy"],
    create: ["iam:PutRolePolicy"],
    update: ["iam:PutRolePolicy"],
    delete: ["iam:DeleteRolePolicy"],
  },
  // Creating and deleting it is limited to the attached policies, in role-permissions.ts.
  aws_iam_role_policy_attachment: {
    subject: "Roles",
    read: ["iam:ListAttachedRolePolicies"],
    create: [],
    update: [],
    delete: [],
  },
  aws_iam_policy: {
    subject: "ManagedPolicies",
    read: ["iam:GetPolicy", "iam:GetPolicyVersion"],
    create: ["iam:CreatePolicy"],
    tag: "iam:TagPolicy",
    // A managed policy has at most five versions, so that the oldest one is deleted.
    update: [
      "iam:CreatePolicyVersion",
      "iam:DeletePolicyVersion",
      "iam:ListPolicyVersions",
      "iam:TagPolicy",
      "iam:UntagPolicy",
    ],
    delete: ["iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:ListPolicyVersions"],
  },
  aws_iam_openid_connect_provider: {
    subject: "OidcProviders",
    read: ["iam:GetOpenIDConnectProvider"],
    create: ["iam:CreateOpenIDConnectProvider"],
    tag: "iam:TagOpenIDConnectProvider",
    // No stack declares thumbprints, so none is updated.
    update: [
      "iam:AddClientIDToOpenIDConnectProvider",
      "iam:RemoveClientIDFromOpenIDConnectProvider",
      "iam:TagOpenIDConnectProvider",
      "iam:UntagOpenIDConnectProvider",
    ],
    delete: ["iam:DeleteOpenIDConnectProvider"],
  },
  aws_cloudwatch_event_rule: {
    subject: "EventRules",
    read: ["events:DescribeRule", "events:ListTagsForResource"],
    create: ["events:PutRule"],
    tag: "events:TagResource",
    update: ["events:PutRule", "events:TagResource", "events:UntagResource"],
    delete: ["events:DeleteRule"],
  },
  aws_cloudwatch_event_target: {
    subject: "EventRules",
    read: ["events:ListTargetsByRule"],
    create: ["events:PutTargets"],
    update: ["events:PutTargets", "events:RemoveTargets"],
    delete: ["events:RemoveTargets"],
  },
  aws_cloudwatch_metric_alarm: {
    subject: "Alarms",
    read: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
    create: ["cloudwatch:PutMetricAlarm"],
    tag: "cloudwatch:TagResource",
    update: ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource"],
    delete: ["cloudwatch:DeleteAlarms"],
  },
  aws_sns_topic: {
    subject: "Topics",
    read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
    create: ["sns:CreateTopic", "sns:SetTopicAttributes"],
    tag: "sns:TagResource",
    update: ["sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"],
    delete: ["sns:DeleteTopic"],
  },
  aws_sns_topic_policy: {
    subject: "Topics",
    read: ["sns:GetTopicAttributes"],
    create: ["sns:SetTopicAttributes"],
    update: ["sns:SetTopicAttributes"],
    delete: ["sns:SetTopicAttributes"],
  },
  aws_sns_topic_subscription: {
    subject: "Topics",
    read: ["sns:GetSubscriptionAttributes"],
    create: ["sns:Subscribe"],
    // Another address replaces it.
    update: ["sns:Subscribe", "sns:Unsubscribe"],
    // The resource of a subscription is its topic.
    delete: ["sns:Unsubscribe"],
  },
  aws_lambda_permission: {
    subject: "Functions",
    read: ["lambda:GetPolicy"],
    create: ["lambda:AddPermission"],
    update: ["lambda:AddPermission", "lambda:RemovePermission"],
    delete: ["lambda:RemovePermission"],
  },
  // Creating it is limited to the cluster, in dependent-permissions.ts.
  aws_eks_pod_identity_association: {
    subject: "PodIdentities",
    read: ["eks:DescribePodIdentityAssociation"],
    create: [],
    tag: "eks:TagResource",
    update: ["eks:TagResource", "eks:UntagResource", "eks:UpdatePodIdentityAssociation"],
    delete: ["eks:DeletePodIdentityAssociation"],
  },
};
