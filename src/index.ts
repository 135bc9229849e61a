/**
 * Constructs for ECR repositories, their policies, and the roles of operators and CI workflows, and the synthesis of a
 * project's environments. `docs/compatibility.md` lists what does not change from version to version.
 * @packageDocumentation
 */
export { CiRole, type CiRoleProps } from "../modules/ci-role/construct";
export {
  EcrRegistrySettings,
  type CreationTemplateProps,
  type EcrRegistrySettingsProps,
} from "../modules/ecr-registry-settings/construct";
export { EcrNotification, type EcrNotificationProps } from "../modules/ecr-notification/construct";
export { EcrPublicRepository, type EcrPublicRepositoryProps } from "../modules/ecr-public-repository/construct";
export { EcrRepository, type EcrRepositoryProps } from "../modules/ecr-repository/construct";
export { OperatorRole, type OperatorRoleProps } from "../modules/operator-role/construct";
export { type ClusterProviders } from "../modules/kit/cluster-providers";
export { WorkloadRole, type WorkloadRoleProps } from "../modules/workload-role/construct";
export {
  OperatorServiceAccount,
  type OperatorServiceAccountProps,
} from "../modules/operator-service-account/construct";
export { RepositoryRetention, type RepositoryRetentionProps } from "../modules/repository-retention/construct";
export { type AwsLocation, type Partition, type RegistryLocation } from "./domain/aws/arn";
export { type Tags } from "./domain/aws/tags";
export { type CiAccess } from "./domain/ci/breadth";
export { type NotificationEvent, type NotificationSettings } from "./domain/notifications/settings";
export {
  type PublicCatalog,
  type PublicDeletionPolicy,
  type PublicRepositorySettings,
} from "./domain/public-repositories/settings";
export { type TokenIssuer } from "./domain/ci/issuers";
export {
  bitbucketTokens,
  buildkiteTokens,
  circleciTokens,
  terraformTokens,
  type BitbucketSteps,
  type BuildkiteJobs,
  type CircleciJobs,
  type PlatformTokens,
  type RunPhase,
  type TerraformRuns,
} from "./domain/ci/other-platforms";
export { type CiRoleSettings, type CiScanning } from "./domain/ci/role-settings";
export { type CiSource, type TokenPlatform } from "./domain/ci/source";
export { type CiPlatform } from "./domain/ci/workflow-settings";
export { type GrantPart, type GrantTest } from "./domain/grants/parts";
export { type Grant, type GrantMapping, type GrantNetworks } from "./domain/grants/schema";
export {
  type OneOrMore,
  type PolicyCondition,
  type PolicyDocument,
  type PolicyPrincipal,
  type PolicyStatement,
} from "./domain/iam/policy";
export {
  type LifecycleAction,
  type LifecyclePolicy,
  type LifecycleRule,
  type LifecycleSelection,
} from "./domain/lifecycle-policy/schema";
export {
  type ClusterIdentity,
  type EksCluster,
  type IssuerCluster,
  type OperatorCluster,
} from "./domain/operator/clusters";
export { type OperatorPermissions } from "./domain/operator/permissions";
export { type PolicyPlan } from "./domain/operator/plan-policies";
export { type OperatorRoleSettings } from "./domain/operator/role-settings";
export {
  type AnnotateSettings,
  type CreateSettings,
  type OperatorDeployment,
  type OperatorServiceAccountSettings,
  type ServiceAccountMode,
} from "./domain/operator/service-account-settings";
export { type TrustedProvider } from "./domain/operator/trust-policy";
export { type TrustedServiceAccount } from "./domain/operator/service-account-subject";
export {
  type EcsTaskExecutionTrust,
  type ExistingRoles,
  type FargateTrust,
  type NodesTrust,
  type OtherRegistry,
  type ServiceAccountTrust,
  type WorkloadAccess,
  type WorkloadRoleSettings,
  type WorkloadTrust,
} from "./domain/workloads/settings";
export { type Problem, type Severity } from "./domain/problems/problem";
export {
  type AccountSettings,
  type PullThroughCacheRule,
  type RegistryScanning,
  type RegistrySettings,
  type ReplicationDestination,
  type ReplicationRule,
  type ScanFrequency,
  type ScanningRule,
  type ScanType,
} from "./domain/registry/settings";
export { type CreationTemplate, type TemplateRole, type TemplateUse } from "./domain/registry/template-settings";
export {
  type DeletionPolicy,
  type EncryptionConfiguration,
  type EncryptionType,
  type PolicySetting,
  type RepositorySettings,
  type TagMutability,
} from "./domain/repository/settings";
export { type RepositoryGroup } from "./domain/repository/groups-schema";
export type * from "./model/environment";
export { type RegistryStackKind } from "./model/stack-kinds";
export { addEnvironments, synthesize } from "./synthesize";
