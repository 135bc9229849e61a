import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { ClusterRefusal, readCluster } from "../../aws/cluster-facts";
import { DEFAULT_IDENTITY, usesIrsa, usesPodIdentity, type ClusterIdentity } from "../../domain/operator/clusters";
import { type Environment, type OperatorSettings } from "../../model/environment";
import { diagnoseCluster } from "../../operations/doctor/cluster";
import { cause, type Diagnosis } from "../../operations/doctor/diagnosis";
import { clusterContexts, operatorIdentity } from "../../model/operator-identity";
import { type ClusterAccess } from "./query";

export async function examineCluster(
  environment: Environment,
  operator: OperatorSettings,
  access: ClusterAccess,
): Promise<Diagnosis[]> {
  const { serviceAccounts, deployment, manages } = operator;
  try {
    const facts = await readCluster({ ...access, serviceAccounts, deployment });
    const hasEndpoints = Object.keys(environment.provider.endpoints).length > 0;
    return diagnoseCluster(facts, {
      ...{ manages, hasEndpoints },
      identity: operatorIdentity(environment, operator),
      clusterIdentity: clusterIdentity(environment, facts.context),
    });
  } catch (fault) {
    if (!(fault instanceof ClusterRefusal)) throw fault;
    const fix = `check with kubectl --kubeconfig ${access.kubeconfig} get serviceaccounts --all-namespaces`;
    return [cause("cluster/unreachable", access.context, fault.message, fix)];
  }
}

/** How pods get the role in the cluster of a context, or in any of the clusters if the context names none of them. */
function clusterIdentity(environment: Environment, context: string): ClusterIdentity {
  const contexts = clusterContexts(environment);
  const { clusters } = environment;
  const named = clusters.filter(({ key }) => contexts.get(key) === context);
  const identities = (named.length > 0 ? named : clusters).map((cluster) =>
    usesIrsa(cluster) ? (usesPodIdentity(cluster) ? "both" : "irsa") : "podIdentity",
  );
  const [first = DEFAULT_IDENTITY] = identities;
  return identities.every((identity) => identity === first) ? first : "both";
}

/**
 * The cluster that `--kubeconfig` and `--context` select.
 * @param file `true` for the environment's own kubeconfig
 * @param root folder of the project, to which paths in environments are relative
 * @throws Error if the environment has no kubeconfig or no operator
 */
export function clusterAccess(
  environment: Environment,
  { file, context, root, folder }: { file: string | true; context?: string; root: string; folder: string },
): ClusterAccess {
  if (environment.operator === undefined)
    throw new Error(
      `--kubeconfig: ${environment.name} does not declare an operator, so there is nothing to check in a cluster`,
    );
  if (file !== true) return { kubeconfig: resolve(folder, file), context };
  const [own] = environment.clusters.flatMap(({ authentication }) =>
    authentication.by === "kubeconfig" ? [authentication] : [],
  );
  if (own === undefined)
    throw new Error(
      `--kubeconfig: expected a cluster in ${environment.name} with authentication: kubeconfig, found none. Pass --kubeconfig <file>`,
    );
  const path = own.path.startsWith("~/") ? join(homedir(), own.path.slice(2)) : own.path;
  return { kubeconfig: resolve(root, path), context: context ?? own.context };
}
