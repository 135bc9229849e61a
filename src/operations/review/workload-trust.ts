import { clusterKey } from "../../domain/operator/clusters";
import { subject } from "../../domain/operator/service-account-subject";
import { WORKLOAD_ROLE_DEFAULTS, type WorkloadTrust } from "../../domain/workloads/settings";
import { type Environment } from "../../model/environment";
import { type Finding } from "./finding";
import { trustFindings } from "./trust";

const KINDS = { push: "workload-trust", read: "workload-trust-read" } as const;

/** The workloads that get a role's permissions after the change only. */
export function workloadTrustFindings(before: Environment, after: Environment): Finding[] {
  const old = new Map(
    (before.workloadRoles ?? []).map(({ roleName, trust }) => [roleName, new Set(workloadsOf(trust))]),
  );
  return (after.workloadRoles ?? []).flatMap((role) => {
    const { roleName, trust, repositories, access = WORKLOAD_ROLE_DEFAULTS.access } = role;
    return trustFindings(
      { what: `workload role ${roleName}`, access, repositories, kinds: KINDS },
      old.get(roleName) ?? new Set(),
      workloadsOf(trust),
    );
  });
}

function workloadsOf(trust: WorkloadTrust): string[] {
  switch (trust.kind) {
    case "nodes":
      return ["EC2 instances"];
    case "ecsTaskExecution":
      return ["ECS tasks"];
    case "fargate":
      return trust.clusters.map((name) => `pods on Fargate in ${name}`);
    case "existing":
      return trust.roles.map((name) => `role ${name}`);
    case "serviceAccount":
      return trust.clusters.flatMap((cluster) =>
        trust.serviceAccounts.map((account) => `${subject(account)} in ${clusterKey(cluster)}`),
      );
  }
}
