/**
 * Constructs for ECR repositories, their policies, and the roles of operators and CI workflows; and the synthesis of a
 * project's environments. docs/compatibility.md says which of it keeps its shape from version to version.
 * @packageDocumentation
 */
export { CiRole, type CiRoleProps } from "../modules/ci-role/construct";
export { EcrRegistrySettings, type EcrRegistrySettingsProps } from "../modules/ecr-registry-settings/construct";
export { EcrRepository, type EcrRepositoryProps } from "../modules/ecr-repository/construct";
export { OperatorRole, type OperatorRoleProps } from "../modules/operator-role/construct";
export {
  OperatorServiceAccount,
  type OperatorServiceAccountProps,
} from "../modules/operator-service-account/construct";
export { RepositoryRetention, type RepositoryRetentionProps } from "../modules/repository-retention/construct";
export { type AwsLocation, type Partition } from "./domain/aws/arn";
export { type Tags } from "./domain/aws/tags";
export { type CiRoleSettings } from "./domain/ci/role-settings";
export { type PolicyDocument, type PolicyStatement } from "./domain/iam/policy";
export { type LifecyclePolicy, type LifecycleRule } from "./domain/lifecycle-policy/schema";
export { type OperatorCluster } from "./domain/operator/clusters";
export { type OperatorRoleSettings } from "./domain/operator/role-settings";
export { type OperatorServiceAccountSettings } from "./domain/operator/service-account-settings";
export { type RegistrySettings } from "./domain/registry/settings";
export { type RepositorySettings } from "./domain/repository/settings";
export type * from "./model/environment";
export { addEnvironments, synthesize } from "./synthesize";
