import { roleArn } from "../domain/aws/arn";
import { usesIrsa } from "../domain/operator/clusters";
import { type OperatorIdentity } from "../domain/operator/instructions";
import { type Environment, type OperatorSettings } from "./environment";

/** The operator's role and the location of its pods, from the environment. */
export function operatorIdentity({ location, clusters }: Environment, operator: OperatorSettings): OperatorIdentity {
  const [serviceAccount] = operator.serviceAccounts;
  return {
    roleArn: roleArn(location, operator.roleName, operator.path),
    namespace: serviceAccount?.namespace ?? "",
    serviceAccount: serviceAccount?.name ?? "",
    deployment: operator.deployment,
    container: operator.container,
    sessionName: operator.sessionName,
    annotated: clusters.some(usesIrsa),
  };
}

/**
 * The kubeconfig context of each cluster, by the cluster's key: the context in the environment, or the context that
 * `aws eks update-kubeconfig` creates for an EKS cluster. `undefined` if neither is known.
 */
export function clusterContexts({
  clusters,
  location,
  partition,
}: Environment): ReadonlyMap<string, string | undefined> {
  return new Map(
    clusters.map((cluster) => {
      const { key, authentication } = cluster;
      if (authentication.by === "kubeconfig" && authentication.context !== undefined)
        return [key, authentication.context];
      if (!("eks" in cluster)) return [key, undefined];
      const { region, account } = location;
      return [key, `arn:${partition}:eks:${region}:${account}:cluster/${cluster.eks}`];
    }),
  );
}
