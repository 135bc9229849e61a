import { roleArn } from "../../domain/aws/arn";
import { clusterKey, usesIrsa, usesPodIdentity } from "../../domain/operator/clusters";
import { planPolicies } from "../../domain/operator/plan-policies";
import { podIdentityOf } from "../../domain/operator/pod-identity";
import { OPERATOR_ROLE_DEFAULTS } from "../../domain/operator/role-settings";
import { trustPolicy } from "../../domain/operator/trust-policy";
import { cause, hasCause, unknownCause, type Diagnosis } from "./diagnosis";
import { diagnoseKeys } from "./key";
import { type OperatorFacts } from "./operator-facts";
import { diagnosePermissions } from "./operator-permissions";
import { diagnosePodIdentity, diagnosePodTrust } from "./operator-pod-identity";
import { diagnoseProvider } from "./operator-provider";
import { diagnoseTrust } from "./operator-trust";
import { declaredProviders, deployAccess, diagnoseDifference } from "./role-difference";

/** Checks an operator's side in AWS: the OIDC providers of its clusters, and the trust and permissions of its role. */
export function diagnoseOperator(facts: OperatorFacts): Diagnosis[] {
  const { environment, settings, role, clusters, keys } = facts;
  const declaredArn = roleArn(settings.location, settings.roleName, settings.path ?? OPERATOR_ROLE_DEFAULTS.path);
  const providers = clusters.flatMap((facts): Diagnosis[] => {
    const { cluster, podIdentity } = facts;
    const exists = !facts.issuer.known || facts.issuer.value !== undefined;
    return [
      ...(usesIrsa(cluster) || !exists ? [diagnoseProvider(environment, facts)] : []),
      ...(podIdentity !== undefined && exists && usesPodIdentity(cluster)
        ? diagnosePodIdentity(environment, cluster, podIdentity, declaredArn)
        : []),
    ];
  });
  if (!role.known) return [...providers, unknownCause("operator/role", undefined, role.why)];
  if (role.value === undefined) {
    const evidence = `the role ${declaredArn} does not exist in IAM`;
    return [...providers, cause("operator/role", undefined, evidence, deployAccess(environment))];
  }
  const deployed = role.value;
  const trusts: Diagnosis[] = [];
  for (const { cluster, issuer, provider } of clusters) {
    if (usesPodIdentity(cluster)) trusts.push(...diagnosePodTrust(environment, settings, cluster, deployed));
    if (!usesIrsa(cluster)) continue;
    if (!issuer.known || issuer.value === undefined || !provider.known || provider.value === undefined) continue;
    const trusted = { issuer: issuer.value, provider: provider.value, role: deployed, cluster: clusterKey(cluster) };
    trusts.push(...diagnoseTrust({ ...trusted, environment, serviceAccounts: settings.serviceAccounts }));
  }
  const permissions = [
    ...diagnoseKeys("operator/key", keys),
    ...diagnosePermissions(environment, settings, deployed, keys),
  ];
  const found = [...providers, ...trusts, ...permissions];
  // These causes already report what differs.
  if (hasCause([...trusts, ...permissions])) return found;
  const trusted = declaredProviders(clusters.filter(({ cluster }) => usesIrsa(cluster)));
  const podIdentity = podIdentityOf(settings.location, settings.clusters);
  const difference = diagnoseDifference({ environment, area: "operator" }, deployed, {
    trust: trusted && trustPolicy(trusted, settings.serviceAccounts, podIdentity),
    policies: planPolicies(settings).documents,
    boundary: settings.permissionsBoundary,
  });
  return [...found, difference];
}
