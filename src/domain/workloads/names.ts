import { snakeCase } from "../terraform/logical-id";

/** Terraform address of a workload's role and policy: `workload_production_nodes_ecr_pull`. */
export function workloadAddress(roleName: string): string {
  return `workload_${snakeCase(roleName)}`;
}
