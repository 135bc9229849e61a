import { snakeCase } from "../terraform/terraform-name";
import { type AwsLocation } from "../aws/arn";
import { type Tags } from "../aws/tags";
import { type CacheRepositories } from "../ci/permissions";
import { type RoleSettings } from "../iam/role-limits";
import { type OperatorCluster } from "../operator/clusters";
import { type TrustedServiceAccount } from "../operator/service-account-subject";

export const WORKLOAD_ACCESS = ["pull", "push"] as const;
/**
 * What a workload may do with its repositories: only pull (`pull`), or push and pull (`push`).
 * @useDeclaredType
 */
export type WorkloadAccess = (typeof WORKLOAD_ACCESS)[number];

/** EC2 instances: EKS nodes or ECS container instances. */
export interface NodesTrust {
  /** EC2 instances. */
  readonly kind: "nodes";
}

/** Pods on Fargate in EKS clusters in the role's account and region. */
export interface FargateTrust {
  /** Pods on Fargate. */
  readonly kind: "fargate";
  /** Names of the EKS clusters, at least one. */
  readonly clusters: readonly string[];
}

/** ECS tasks in the role's account and region, which pull with their task execution role. */
export interface EcsTaskExecutionTrust {
  /** ECS tasks. */
  readonly kind: "ecsTaskExecution";
}

/** Pods that push or pull images themselves, with IRSA or EKS Pod Identity. */
export interface ServiceAccountTrust {
  /** Kubernetes ServiceAccounts. */
  readonly kind: "serviceAccount";
  /** The clusters in which the pods run, at least one. */
  readonly clusters: readonly OperatorCluster[];
  /** The ServiceAccounts of the pods, without wildcards, at least one. */
  readonly serviceAccounts: readonly TrustedServiceAccount[];
}

/** Existing roles. A managed policy is attached to them, and their trust policies do not change. */
export interface ExistingRoles {
  /** Existing roles. */
  readonly kind: "existing";
  /** Names of roles in the account. If the list is empty, attach the policy yourself. */
  readonly roles: readonly string[];
}

/** Who gets the permissions. */
export type WorkloadTrust = NodesTrust | FargateTrust | EcsTaskExecutionTrust | ServiceAccountTrust | ExistingRoles;
export type WorkloadKind = WorkloadTrust["kind"];

/** Repositories in another account or region that a workload pulls from. */
export interface OtherRegistry extends AwsLocation {
  /** Names, and prefixes that end in a slash. */
  readonly repositories: readonly string[];
}

/** A role or policy for a workload: who gets it, and the repositories that the workload pulls from and pushes to. */
export interface WorkloadRoleSettings extends RoleSettings, CacheRepositories {
  /** Account and region of the repositories and of the role. */
  readonly location: AwsLocation;
  /** Name of the role and of its policy, 1 to 64 letters, digits and `_+=,.@-`. */
  readonly roleName: string;
  /** Who may assume the role, or the roles to which the policy is attached. */
  readonly trust: WorkloadTrust;
  /**
   * What the workload may do with `repositories`: only pull (`pull`), or push and pull (`push`).
   * @default "pull"
   */
  readonly access?: WorkloadAccess;
  /** Repositories in the account: prefixes that end in a slash (`team/`), and exact names. */
  readonly repositories: readonly string[];
  /**
   * Additional repositories that the workload pulls from: prefixes that end in a slash, and exact names.
   * @default - none
   */
  readonly pullRepositories?: readonly string[];
  /**
   * Repositories in other accounts and regions that the workload pulls from. Their repository policies must also allow the pull.
   * @default - none
   */
  readonly otherRegistries?: readonly OtherRegistry[];
  /**
   * IAM path of the role and the policy: starts and ends with a slash, at most 512 characters.
   * @default "/"
   */
  readonly path?: string;
  /**
   * Description of the role, at most 1,000 characters.
   * @default - a sentence about the workload
   */
  readonly description?: string;
  /**
   * Tags of the role, the policy and the Pod Identity associations.
   * @default - only the provider's default tags
   */
  readonly tags?: Tags;
}

export const WORKLOAD_ROLE_DEFAULTS = { path: "/", maxSessionDuration: 3600, access: "pull" } as const;

/** The workloads of a role, as its description ends. */
export const WORKLOADS: Readonly<Record<WorkloadKind, string>> = {
  nodes: "for nodes on EC2",
  fargate: "for pods on Fargate",
  ecsTaskExecution: "for tasks of ECS",
  serviceAccount: "for pods",
  existing: "for existing roles",
};

/** The start of a description, by access. */
export const DESCRIPTION_STARTS: Readonly<Record<WorkloadAccess, string>> = {
  pull: "Pulls images",
  push: "Pushes and pulls images",
};

/** Default description of a role or policy. */
export function workloadDescription({
  trust,
  access = WORKLOAD_ROLE_DEFAULTS.access,
}: Pick<WorkloadRoleSettings, "trust" | "access">): string {
  return `${DESCRIPTION_STARTS[access]} ${WORKLOADS[trust.kind]}`;
}

/** Descriptions of settings, for the JSON Schema, the module's variables and the documentation. */
export const DESCRIPTIONS = {
  name: "Name of the role and its policy.",
  nodes: "EC2 instances: the node role for EKS, or the container instance role for ECS.",
  fargate: "Pods on Fargate: the EKS pod execution role.",
  ecsTaskExecution: "ECS tasks: the task execution role.",
  serviceAccount:
    "Pods that push or pull images themselves, such as kaniko and BuildKit, with IRSA or EKS Pod Identity.",
  attachTo:
    "Names of existing roles in the account, such as the node role from an EKS module. Terraform creates a managed policy and attaches it to these roles. If the list is empty, Terraform only creates the policy, and you attach it yourself.",
  access: "What the workload may do with `repositories`: only pull (`pull`), or push and pull (`push`).",
  repositories: "Repositories in the account: prefixes that end in `/`, and exact names.",
  pullRepositories: "Additional repositories that the workload pulls from: prefixes that end in `/`, and exact names.",
  otherRegistries:
    "Repositories in other accounts and regions that the workload pulls from. Their repository policies must also allow the pull.",
} as const;

/** Prefix of the Terraform addresses of workloads, which keeps them apart from other roles. */
export const WORKLOAD_PREFIX = "workload_";

/** Terraform address of a workload's role and policy: `workload_production_nodes_ecr_pull`. */
export function workloadAddress(roleName: string): string {
  return `${WORKLOAD_PREFIX}${snakeCase(roleName)}`;
}
