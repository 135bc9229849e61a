import { roleArn, type AwsLocation } from "../domain/aws/arn";
import { type OperatorCluster } from "../domain/operator/clusters";
import { type OperatorRoleSettings } from "../domain/operator/role-settings";
import { type OperatorServiceAccountSettings } from "../domain/operator/service-account-settings";
import { type ClusterSettings, type OperatorSettings } from "./environment";

/** Surroundings of an operator's role and ServiceAccount. */
export interface OperatorContext {
  /** Name of the environment. */
  readonly environment: string;
  readonly location: AwsLocation;
  readonly clusters: readonly ClusterSettings[];
  /** Names of the repositories that Terraform owns. */
  readonly declared: readonly string[];
}

/** The role's settings for `OperatorRole` and its checks. */
export function operatorRoleSettings(operator: OperatorSettings, place: OperatorContext): OperatorRoleSettings {
  const { location, clusters, declared } = place;
  return { ...operator, location, clusters: clusters.map(ofRole), declaredRepositories: declared };
}

/** A cluster as roles trust it. */
export function ofRole({ authentication: _, ...cluster }: ClusterSettings): OperatorCluster {
  return cluster;
}

/** The ServiceAccount's settings for `OperatorServiceAccount` and its checks; `undefined` if Terraform does not manage it. */
export function operatorServiceAccountSettings(
  operator: OperatorSettings,
  { environment, location }: Pick<OperatorContext, "environment" | "location">,
): OperatorServiceAccountSettings | undefined {
  const { serviceAccountMode: mode, restartOnRoleChange, sessionName, deployment, container } = operator;
  const [serviceAccount] = operator.serviceAccounts;
  if (mode === "none" || serviceAccount === undefined) return undefined;
  const changesDeployment = restartOnRoleChange || sessionName !== undefined;
  return {
    mode,
    ...(mode === "create" ? { createNamespace: operator.createNamespace } : { force: operator.forceAnnotation }),
    roleArn: roleArn(location, operator.roleName, operator.path),
    namespace: serviceAccount.namespace,
    serviceAccount: serviceAccount.name,
    fieldManager: `cdktf-ecr-${environment}`,
    deployment: changesDeployment ? { name: deployment, container, restartOnRoleChange, sessionName } : undefined,
  };
}
