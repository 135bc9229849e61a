import { trustPolicySize } from "../iam/role-messages";
/** Messages about the roles of workloads, for the checks and for the Terraform module. */
export const MESSAGES = {
  /** @param others the setting for other registries */
  nothing: (others: string) =>
    `expected at least one repository to pull from or push to, found none. List repositories or ${others}`,
  oneWorkload: (count: string) =>
    `expected exactly one of nodes, fargate_clusters, ecs_task_execution, service_accounts and attach_to, found ${count}`,
  noAccounts: "the clusters setting requires service_accounts. List the pods' ServiceAccounts, or remove clusters",
  access: (access: string) => `expected pull or push, found ${access}`,
  noPush: "expected at least one repository to push to, found none. List repositories, or set access to pull",
  /** @param workload as in `for nodes on EC2` */
  pushKind: (workload: string) =>
    `expected pull ${workload}, found push. Nodes, Fargate and ECS can only pull images. Only pods and existing roles can push`,
  noClusters:
    "expected at least one cluster for the ServiceAccounts, found none. List the clusters in which the pods run",
  noFargateClusters: "expected at least one EKS cluster, found none. List the clusters whose pods run on Fargate",
  role: (name: string) => `expected the name of a role in the account, without its path, found ${name}`,
  wildcard: (account: string) =>
    `expected an exact namespace and name, found a wildcard in ${account}. Write the namespace and name of each ServiceAccount in full`,
  account: (account: string) => `expected an account ID of 12 digits, in quotes, found ${account}`,
  ownRegistry: (account: string, region: string) =>
    `expected a different account or region, found ${account} in ${region}, which is the role's own registry. List its repositories under repositories`,
  policySize: (size: number | string, quota: number) =>
    `expected permissions of at most ${quota} characters, found ${size}. Use prefixes such as "team/", or create several roles`,
  /** @param size as in `2100 characters` */
  trustSize: (size: string, quota: number) =>
    trustPolicySize(size, quota, "List fewer clusters or ServiceAccounts, or create a second role"),
  /** @param attachTo the setting for existing roles */
  noRole: (attachTo: string) =>
    `this setting requires a role that Terraform creates, found ${attachTo}, which uses existing roles`,
} as const;
