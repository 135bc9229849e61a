import { snakeCase } from "../terraform/logical-id";

/** Prefix of the Terraform addresses of workloads, which keeps them apart from other roles. */
export const WORKLOAD_PREFIX = "workload_";

/** Terraform address of a workload's role and policy: `workload_production_nodes_ecr_pull`. */
export function workloadAddress(roleName: string): string {
  return `${WORKLOAD_PREFIX}${snakeCase(roleName)}`;
}
