/** Messages about the roles of workloads, for the checks and for the Terraform module. */
export const MESSAGES = {
  nothing:
    "expected at least one repository to pull from or push to, found none. List repositories, or repositories of otherRegistries",
  noPush: "expected at least one repository to push to, found none. List repositories, or set access to pull",
  pushKind: (kind: string) =>
    `expected pull for ${kind}, found push. Only pods of a serviceAccount and roles of attachTo push images; nodes, Fargate and ECS only pull`,
  noFargateClusters: "expected at least one EKS cluster, found none. Name the clusters whose pods run on Fargate",
  role: (name: string) => `expected the name of a role in the account, without its path, found ${name}`,
  wildcard: (account: string) =>
    `expected an exact namespace and name, found a wildcard in ${account}. List each ServiceAccount`,
  ownRegistry: (account: string, region: string) =>
    `expected another account or region, found ${account} in ${region}, the environment's own. List its repositories under repositories`,
  policySize: (size: number | string, quota: number) =>
    `expected permissions of at most ${quota} characters, found ${size}. Use prefixes such as "team/", or several roles`,
  boundary: "expected a role, found attachTo, with which existing roles keep theirs. Remove this setting",
} as const;
