import { type ModuleDocument } from "../../../modules/kit/module-definition";
import { type AwsLocation } from "../../../src/domain/aws/arn";
import { type TrustedServiceAccount } from "../../../src/domain/operator/service-account-subject";
import {
  type OtherRegistry,
  type WorkloadAccess,
  type WorkloadRoleSettings,
  type WorkloadTrust,
} from "../../../src/domain/workloads/settings";
import { operatorClusters, type ModuleCluster } from "../operator-role-inputs";

/** The module's inputs as the construct has them. */
export function workloadSettings(inputs: ModuleDocument, location: AwsLocation): WorkloadRoleSettings {
  const others = inputs["other_registries"] as readonly (Partial<OtherRegistry> & { repositories: string[] })[];
  const optional: Partial<WorkloadRoleSettings> = {
    access: inputs["access"] as WorkloadAccess | undefined,
    pullRepositories: inputs["pull_repositories"] as string[] | undefined,
    description: inputs["description"] as string | undefined,
    permissionsBoundary: inputs["permissions_boundary"] as string | undefined,
    maxSessionDuration: inputs["max_session_duration"] as number | undefined,
    ...(inputs["other_registries"] === undefined
      ? {}
      : { otherRegistries: others.map((other) => ({ ...location, ...other })) }),
  };
  return {
    ...optional,
    location,
    roleName: inputs["name"] as string,
    trust: trustOf(inputs),
    repositories: inputs["repositories"] as string[],
  };
}

function trustOf(inputs: ModuleDocument): WorkloadTrust {
  const attachTo = inputs["attach_to"] as Record<string, string> | undefined;
  if (attachTo !== undefined) return { kind: "existing", roles: Object.values(attachTo) };
  const fargate = inputs["fargate_clusters"] as string[] | undefined;
  if (fargate !== undefined) return { kind: "fargate", clusters: fargate };
  const accounts = inputs["service_accounts"];
  if (accounts === undefined) return { kind: "nodes" };
  return {
    kind: "serviceAccount",
    serviceAccounts: accounts as unknown as TrustedServiceAccount[],
    clusters: operatorClusters(inputs["clusters"] as Record<string, ModuleCluster>),
  };
}
