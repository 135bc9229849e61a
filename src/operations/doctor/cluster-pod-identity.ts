import { annotateWords, restartCommand, ROLE_ARN_ANNOTATION } from "../../domain/operator/instructions";
import { shellWord, listText } from "../../domain/text/format";
import { type ExpectedBinding } from "./cluster";
import { type AnnotatedAccount, type PodFacts } from "./cluster-facts";
import { cause, ok, type Diagnosis } from "./diagnosis";

/**
 * Checks the annotation of a ServiceAccount in a cluster with EKS Pod Identity. With Pod Identity alone there must be none:
 * SDKs use the annotation's role first, and that role does not trust the cluster's tokens.
 */
export function diagnosePodIdentityAnnotation(
  about: string,
  { roleArn: annotated }: AnnotatedAccount,
  { identity, clusterIdentity }: ExpectedBinding,
): Diagnosis {
  const id = "cluster/annotation";
  const { roleArn } = identity;
  if (annotated === undefined)
    return ok(id, about, `${ROLE_ARN_ANNOTATION} is not set, and EKS Pod Identity does not need it`);
  if (clusterIdentity === "both" && annotated === roleArn) {
    const found = `${ROLE_ARN_ANNOTATION} is ${roleArn}, which the pods may use until the migration is complete`;
    return ok(id, about, found);
  }
  const evidence =
    clusterIdentity === "both"
      ? `expected the annotation ${ROLE_ARN_ANNOTATION} to be ${roleArn} or not set, found ${annotated}`
      : `expected no annotation ${ROLE_ARN_ANNOTATION}, found ${annotated}. AWS SDKs prefer the annotation's role over the role from EKS Pod Identity`;
  return cause(id, about, evidence, `${removeCommand(identity)}; then ${restartCommand(identity)}`);
}

function removeCommand(identity: ExpectedBinding["identity"]): string {
  const [command, serviceAccount = "", option = "", namespace = ""] = annotateWords(identity);
  return [command, ...[serviceAccount, option, namespace, `${ROLE_ARN_ANNOTATION}-`].map(shellWord)].join(" ");
}

/** Checks that the pods of a ServiceAccount get the role by EKS Pod Identity, or by IRSA during a move. */
export function diagnosePodIdentityPods(
  about: string,
  pods: readonly PodFacts[],
  { identity, clusterIdentity }: ExpectedBinding,
): Diagnosis[] {
  const byIrsa = (pod: PodFacts): boolean => pod.hasToken && pod.roleArn !== undefined;
  const without = pods.filter((pod) => pod.podIdentity !== true && !byIrsa(pod));
  const wrong = pods.filter((pod) => byIrsa(pod) && (clusterIdentity !== "both" || pod.roleArn !== identity.roleArn));
  const restart = restartCommand(identity);
  const found: Diagnosis[] = [];
  if (without.length > 0) {
    const evidence = `${podNames(without)} did not get a role, because ${without.length === 1 ? "it" : "they"} started before the association existed`;
    found.push(cause("cluster/pods-without-role", about, evidence, `deploy the association, then ${restart}`));
  }
  if (wrong.length > 0) {
    const evidence = `${podNames(wrong)} still ${wrong.length === 1 ? "uses" : "use"} the annotation's role ${wrong[0]?.roleArn ?? ""} instead of the role from EKS Pod Identity`;
    found.push(cause("cluster/pods-role", about, evidence, restart));
  }
  if (found.length > 0) return found;
  const ways = [
    [pods.filter(byIrsa), "IRSA"],
    [pods.filter((pod) => !byIrsa(pod)), "EKS Pod Identity"],
  ] as const;
  return ways
    .filter(([{ length }]) => length > 0)
    .map(([members, way]) => {
      const gets = `${podNames(members)} ${members.length === 1 ? "gets" : "get"}`;
      return ok("cluster/pods", about, `${gets} the declared role through ${way}`);
    });
}

export function podNames(pods: readonly PodFacts[]): string {
  return listText(pods.map(({ name }) => name));
}
