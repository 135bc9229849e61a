import { ACCOUNT_ID } from "../aws/arn";
import { checkRegion } from "../aws/region";
import { checkTags } from "../aws/tags";
import { checkRole } from "../iam/check-role";
import { hasWildcard, policySize } from "../iam/policy";
import { ROLE_LIMITS, TRUST_POLICY_QUOTA } from "../iam/role-limits";
import { checkClusters } from "../operator/clusters";
import { EKS_NAME } from "../operator/eks-name";
import { checkManages } from "../operator/manages";
import { MANAGED_POLICY_QUOTA } from "../iam/managed-policies";
import { checkPodIdentity } from "../operator/pod-identity";
import { MESSAGES as ROLE_MESSAGES } from "../operator/role-messages";
import { checkServiceAccounts, expectedTrustPolicy } from "../operator/trust-policy";
import { error, mismatches, prefixed, quoteValue, type Problem } from "../problems/problem";
import { MESSAGES } from "./messages";
import { workloadPermissions } from "./policies";
import { WORKLOADS, WORKLOAD_ROLE_DEFAULTS, type OtherRegistry, type WorkloadRoleSettings } from "./settings";

/** Checks every setting that AWS would reject or that would have no effect. Each problem is at its own field. */
export function checkWorkloadRole(settings: WorkloadRoleSettings): Problem[] {
  const { tags, trust, otherRegistries = [], location } = settings;
  const size = policySize(workloadPermissions(settings));
  const quota = MANAGED_POLICY_QUOTA.characters;
  return [
    ...checkRole(settings, "workload-role"),
    ...checkTrust(settings),
    ...checkAccess(settings),
    ...checkLists(settings),
    ...prefixed(
      ["otherRegistries"],
      otherRegistries.flatMap((registry, index) => prefixed([index], checkOther(registry, location))),
    ),
    ...prefixed(["tags"], checkTags(tags ?? {})),
    ...(size > quota
      ? [error("workload-role/policy-size", ["repositories"], MESSAGES.policySize(`${size} characters`, quota))]
      : []),
    ...(trust.kind === "existing" ? withoutRole(settings) : []),
  ];
}

/** Settings of roles have no effect without a role. */
function withoutRole({ permissionsBoundary, maxSessionDuration }: WorkloadRoleSettings): Problem[] {
  return Object.entries({ permissionsBoundary, maxSessionDuration }).flatMap(([field, value]) =>
    value === undefined
      ? []
      : [error("workload-role/no-role", [field], `${MESSAGES.noRole("attachTo")}. Remove this setting`)],
  );
}

function checkTrust({ trust, location }: WorkloadRoleSettings): Problem[] {
  switch (trust.kind) {
    case "nodes":
    case "ecsTaskExecution":
      return [];
    case "fargate":
      return prefixed(
        ["trust", "clusters"],
        trust.clusters.length === 0
          ? [error("workload-role/fargate-clusters", [], MESSAGES.noFargateClusters)]
          : mismatches(trust.clusters, EKS_NAME, "workload-role/fargate-cluster", ROLE_MESSAGES.eksName),
      );
    case "existing":
      return prefixed(
        ["trust", "roles"],
        mismatches(trust.roles, ROLE_LIMITS.name, "workload-role/role", MESSAGES.role),
      );
    case "serviceAccount": {
      const { clusters, serviceAccounts } = trust;
      const patterns = serviceAccounts.flatMap(({ namespace, name }, index) => {
        const text = `${namespace}/${name}`;
        if (!hasWildcard(text)) return [];
        return [error("workload-role/pattern", ["serviceAccounts", index], MESSAGES.wildcard(quoteValue(text)))];
      });
      const accounts = [
        ...(clusters.length === 0
          ? [error("workload-role/clusters-empty", ["clusters"], MESSAGES.noClusters)]
          : prefixed(["clusters"], checkClusters(clusters))),
        ...(patterns.length > 0 ? patterns : prefixed(["serviceAccounts"], checkServiceAccounts(serviceAccounts))),
        ...(patterns.length > 0 ? [] : checkPodIdentity(clusters, serviceAccounts)),
        ...checkTrustSize(policySize(expectedTrustPolicy(location, clusters, serviceAccounts))),
      ];
      return prefixed(["trust"], accounts);
    }
  }
}

function checkTrustSize(size: number): Problem[] {
  const quota = TRUST_POLICY_QUOTA.characters;
  if (size <= quota) return [];
  return [error("workload-role/trust-size", ["clusters"], MESSAGES.trustSize(`${size} characters`, quota))];
}

/** Nodes, Fargate and ECS pull with these roles; nothing there pushes. */
function checkAccess({ trust, access = WORKLOAD_ROLE_DEFAULTS.access }: WorkloadRoleSettings): Problem[] {
  if (access === "pull" || trust.kind === "serviceAccount" || trust.kind === "existing") return [];
  return [error("workload-role/push", ["access"], MESSAGES.pushKind(WORKLOADS[trust.kind]))];
}

function checkLists(settings: WorkloadRoleSettings): Problem[] {
  const { repositories, pullRepositories = [], otherRegistries = [], access } = settings;
  if (access === "push" && repositories.length === 0) {
    return [error("workload-role/repositories-empty", ["repositories"], MESSAGES.noPush)];
  }
  if (repositories.length + pullRepositories.length + otherRegistries.length === 0) {
    return [error("workload-role/repositories-empty", ["repositories"], MESSAGES.nothing("otherRegistries"))];
  }
  return Object.entries({ repositories, pullRepositories }).flatMap(([field, entries]) =>
    entries.length === 0 ? [] : prefixed([field], checkManages(entries, "workload-role/repositories")),
  );
}

function checkOther(
  { account, region, repositories }: OtherRegistry,
  own: WorkloadRoleSettings["location"],
): Problem[] {
  const problems = [
    ...checkRegion(region, "workload-role/region", ["region"]),
    ...prefixed(["repositories"], checkManages(repositories, "workload-role/repositories")),
  ];
  if (!ACCOUNT_ID.test(account)) {
    problems.push(error("workload-role/account", ["account"], MESSAGES.account(quoteValue(account))));
  } else if (account === own.account && region === own.region) {
    problems.push(error("workload-role/own-registry", [], MESSAGES.ownRegistry(account, region)));
  }
  return problems;
}
