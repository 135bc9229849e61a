import { roleArn } from "../../domain/aws/arn";
import { clusterKey } from "../../domain/operator/clusters";
import { listText } from "../../domain/text/format";
import { workloadPermissions, workloadTrust } from "../../domain/workloads/policies";
import { WORKLOAD_ROLE_DEFAULTS, type WorkloadRoleSettings } from "../../domain/workloads/settings";
import { cause, hasCause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { evaluateAccess } from "./evaluate";
import { type ClusterIdentity, type DeployedRole } from "./operator-facts";
import { declaredProviders, deployAccess, deployTrust, diagnoseDifference } from "./role-difference";
import { diagnosePermissions } from "./role-permissions";
import { workloadCallers } from "./workload-callers";
import { type ObservedRole, type WorkloadEntry, type WorkloadFacts } from "./workload-facts";

/** Checks the roles of `workloadRoles`: who can assume them, and what they may do. */
export function diagnoseWorkloads({ environment, entries }: WorkloadFacts): Diagnosis[] {
  return entries.flatMap((entry) => [
    ...entry.identities.map((identity) => diagnoseProvider(environment, identity)),
    ...entry.roles.flatMap((observed) => diagnoseRole(environment, entry, observed)),
  ]);
}

/** Checks that IAM can verify the tokens of a cluster. */
function diagnoseProvider(environment: string, { cluster, issuer, provider }: ClusterIdentity): Diagnosis {
  const id = "workload/oidc-provider";
  const key = clusterKey(cluster);
  if (!issuer.known) return unknownCause(id, key, issuer.why);
  if (issuer.value === undefined) {
    return cause(id, key, "the cluster does not exist", "correct its name in the environment's clusters");
  }
  if (!provider.known) return unknownCause(id, key, provider.why);
  if (provider.value !== undefined) return ok(id, key, `${provider.value.arn} verifies the tokens of the cluster`);
  const evidence = `IAM does not have an OIDC provider for ${issuer.value}, so AWS rejects the tokens of the pods`;
  return cause(id, key, evidence, `set oidcProvider: create for the cluster, then run ${deployAccess(environment)}`);
}

function diagnoseRole(environment: string, entry: WorkloadEntry, { name, role }: ObservedRole): Diagnosis[] {
  const { settings } = entry;
  const id = "workload/role";
  if (!role.known) return [unknownCause(id, name, role.why)];
  const isExisting = settings.trust.kind === "existing";
  const deployed = role.value;
  if (deployed === undefined) {
    return isExisting
      ? [cause(id, name, `the role ${name} in attachTo does not exist in IAM`, "create the role, or correct its name")]
      : [cause(id, name, `the role ${name} does not exist in IAM`, deployAccess(environment))];
  }
  const permissions = diagnoseWorkloadPermissions(environment, settings, name, deployed);
  if (isExisting) return permissions;
  const arn = roleArn(settings.location, name, settings.path ?? WORKLOAD_ROLE_DEFAULTS.path);
  if (deployed.arn !== arn) {
    return [cause(id, name, `expected the role ${arn}, found ${deployed.arn}`, deployAccess(environment))];
  }
  const checks = [...diagnoseWorkloadTrust(environment, entry, deployed), ...permissions];
  // These causes already report what differs.
  if (hasCause(checks)) return checks;
  const providers = declaredProviders(entry.identities);
  const difference = diagnoseDifference({ environment, area: "workload", about: settings.roleName }, deployed, {
    trust: providers && workloadTrust(settings, providers),
    policies: [workloadPermissions(settings)],
    boundary: settings.permissionsBoundary,
  });
  return [...checks, difference];
}

/** Checks that every workload of an entry can assume its role. */
function diagnoseWorkloadTrust(environment: string, entry: WorkloadEntry, role: DeployedRole): Diagnosis[] {
  const id = "workload/trust";
  const { roleName: about, location } = entry.settings;
  const callers = workloadCallers(entry);
  const found = callers.flatMap(({ who, ...request }): Diagnosis[] => {
    const asked = { ...request, resource: role.arn, account: location.account };
    const decision = evaluateAccess(asked, { policies: [], resource: role.trust });
    if (decision.answer === "allowed") return [];
    if (decision.answer === "unclear")
      return [unknownCause(id, about, `cannot determine whether ${who} may assume ${role.arn}: ${decision.why}`)];
    const evidence = `the trust policy of ${role.arn} does not allow ${who} to call ${request.action}`;
    return [cause(id, about, evidence, deployTrust(environment))];
  });
  if (found.length > 0 || callers.length === 0) return found;
  return [ok(id, about, `${role.arn} trusts ${listText([...new Set(callers.map(({ who }) => who))])}`)];
}

function diagnoseWorkloadPermissions(
  environment: string,
  settings: WorkloadRoleSettings,
  about: string,
  role: DeployedRole,
): Diagnosis[] {
  const { location, repositories, pullRepositories = [], otherRegistries = [], permissionsBoundary } = settings;
  const others = otherRegistries.flatMap((other) => other.repositories);
  const verbs = settings.access === "push" ? "push and pull" : "pull";
  return diagnosePermissions(role, {
    ...{ id: "workload/permissions", environment, about, location, boundary: permissionsBoundary },
    permissions: workloadPermissions(settings),
    may: `${verbs} ${listText([...new Set([...repositories, ...pullRepositories, ...others])])}`,
  });
}
