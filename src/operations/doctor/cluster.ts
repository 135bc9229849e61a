import { DEFAULT_IDENTITY, type ClusterIdentity } from "../../domain/operator/clusters";
import { isCovered, type Manages } from "../../domain/operator/manages";
import {
  annotateCommand,
  restartCommand,
  ROLE_ARN_ANNOTATION,
  type OperatorIdentity,
} from "../../domain/operator/instructions";
import { diagnosePodIdentityAnnotation, diagnosePodIdentityPods, podNames } from "./cluster-pod-identity";
import { cause, hasCause, ok, skipped, unknownCause, type Diagnosis } from "./diagnosis";
import { countText, listText } from "../../domain/text/format";
import {
  type AnnotatedAccount,
  type ClusterFacts,
  type PodFacts,
  type ResourceFacts,
  type ServiceAccountFacts,
} from "./cluster-facts";

/** What the environment declares about the cluster. */
export interface ExpectedBinding {
  readonly identity: OperatorIdentity;
  readonly manages: Manages;
  /** Whether the environment sets AWS endpoints of its own. */
  readonly hasEndpoints: boolean;
  /** How pods of the cluster get the role. @default "irsa" */
  readonly clusterIdentity?: ClusterIdentity;
}

/** Checks the ServiceAccounts, pods, Deployment and resources of an operator in its cluster. */
export function diagnoseCluster(facts: ClusterFacts, expected: ExpectedBinding): Diagnosis[] {
  return [
    ...facts.serviceAccounts.flatMap((account) => diagnoseAccount(account, expected)),
    diagnoseDeployment(facts, expected),
    ...diagnoseResources(facts, expected),
  ];
}

function diagnoseAccount(account: ServiceAccountFacts, expected: ExpectedBinding): Diagnosis[] {
  const { namespace, name, found, pods } = account;
  const about = `${namespace}/${name}`;
  const id = "cluster/service-account";
  if (/[*?]/.test(about)) {
    const why = "it is a pattern that can match many ServiceAccounts. To check one of them, write its exact name";
    return [skipped(id, about, why)];
  }
  if (!found.known) return [unknownCause(id, about, found.why)];
  const { value } = found;
  if (value === undefined) {
    const fix =
      "install the operator, or correct the operator's namespace and serviceAccount in environment.yaml to match the installation";
    return [cause(id, about, "the ServiceAccount does not exist in the cluster", fix)];
  }
  const binding = { ...expected, identity: { ...expected.identity, namespace, serviceAccount: name } };
  const isIrsa = (expected.clusterIdentity ?? DEFAULT_IDENTITY) === "irsa";
  const annotation = isIrsa
    ? diagnoseAnnotation(about, value, binding.identity)
    : diagnosePodIdentityAnnotation(about, value, binding);
  if (annotation.verdict === "cause") return [annotation];
  const ofPods = podDiagnoses(about, pods, expected, (list) =>
    isIrsa ? diagnosePods(about, list, value, expected) : diagnosePodIdentityPods(about, list, binding),
  );
  return [annotation, ...ofPods];
}

/** Checks that there are pods, what `diagnose` checks, and the pods' endpoints. */
function podDiagnoses(
  about: string,
  pods: ServiceAccountFacts["pods"],
  expected: ExpectedBinding,
  diagnose: (pods: readonly PodFacts[]) => Diagnosis[],
): Diagnosis[] {
  const { identity } = expected;
  if (!pods.known) return [unknownCause("cluster/pods", about, pods.why)];
  if (pods.value.length === 0) {
    const fix = `find the reason with kubectl get pods --namespace ${identity.namespace} and kubectl describe deployment/${identity.deployment} --namespace ${identity.namespace}`;
    return [cause("cluster/pods", about, "no pod uses this ServiceAccount", fix)];
  }
  const found = [...diagnose(pods.value), ...diagnoseEndpoint(about, pods.value, expected)];
  return hasCause(found) ? found.filter(({ verdict }) => verdict === "cause") : found;
}

function diagnoseAnnotation(about: string, found: AnnotatedAccount, identity: OperatorIdentity): Diagnosis {
  const id = "cluster/annotation";
  if (found.roleArn === identity.roleArn) return ok(id, about, `${ROLE_ARN_ANNOTATION} is ${identity.roleArn}`);
  const evidence =
    found.roleArn === undefined
      ? `the annotation ${ROLE_ARN_ANNOTATION} is missing, so the pods do not get a role`
      : `expected the annotation ${ROLE_ARN_ANNOTATION} to be ${identity.roleArn}, found ${found.roleArn}`;
  return cause(id, about, evidence, `${annotateCommand(identity)}; then ${restartCommand(identity)}`);
}

function diagnosePods(
  about: string,
  pods: readonly PodFacts[],
  { annotatedAt }: AnnotatedAccount,
  { identity }: ExpectedBinding,
): Diagnosis[] {
  const restart = restartCommand(identity);
  const diagnoses: Diagnosis[] = [];
  const older = pods.filter(({ createdAt }) => annotatedAt !== undefined && createdAt < annotatedAt);
  const newer = pods.filter((pod) => !older.includes(pod));
  if (older.length > 0) {
    const names = listText(older.map(({ name, createdAt }) => `${name} (${timeText(createdAt)})`));
    const found = `${names} started before the annotation was set (${timeText(annotatedAt ?? 0)}), and a running pod keeps its role`;
    diagnoses.push(cause("cluster/pods-older", about, found, restart));
  }
  const without = newer.filter(({ hasToken, roleArn }) => !hasToken || roleArn === undefined);
  if (without.length > 0) {
    const found = `${podNames(without)} ${annotatedAt === undefined ? "did not get a role: either the annotation was set later, or" : "started after the annotation was set, but did not get a role, because"} the cluster's pod identity webhook did not run`;
    const fix = `on EKS, ${restart}. On other clusters, install amazon-eks-pod-identity-webhook first`;
    diagnoses.push(cause("cluster/pods-without-role", about, found, fix));
  }
  const others = newer.filter((pod) => !without.includes(pod) && pod.roleArn !== identity.roleArn);
  if (others.length > 0) {
    const found = `expected the role ${identity.roleArn} in ${podNames(others)}, found ${listText([...new Set(others.flatMap(({ roleArn }) => roleArn ?? []))])}`;
    diagnoses.push(cause("cluster/pods-role", about, found, restart));
  }
  if (diagnoses.length > 0) return diagnoses;
  return [ok("cluster/pods", about, `${podNames(pods)} ${pods.length === 1 ? "uses" : "use"} the declared role`)];
}

function diagnoseEndpoint(about: string, pods: readonly PodFacts[], { hasEndpoints }: ExpectedBinding): Diagnosis[] {
  const redirected = hasEndpoints ? [] : pods.filter(({ endpoint }) => endpoint !== undefined);
  const [first] = redirected;
  if (first?.endpoint === undefined) return [];
  const found = `${podNames(redirected)} ${redirected.length === 1 ? "sets" : "set"} ${first.endpoint.variable}=${first.endpoint.url}, so AWS calls go to that endpoint instead of AWS`;
  const fix = "remove the variable. With the Helm chart, set aws.localstack.enabled: false";
  return [cause("cluster/endpoint", about, found, fix)];
}

function diagnoseDeployment({ deployment }: ClusterFacts, { identity }: ExpectedBinding): Diagnosis {
  const id = "cluster/deployment";
  const about = `${identity.namespace}/${identity.deployment}`;
  if (!deployment.known) return unknownCause(id, about, deployment.why);
  if (deployment.value === undefined) {
    const fix = "install the operator, or correct its namespace and deployment in environment.yaml";
    return cause(id, about, "the Deployment does not exist in the cluster", fix);
  }
  const { serviceAccount } = deployment.value;
  const found = `it uses ServiceAccount ${serviceAccount}`;
  if (serviceAccount === identity.serviceAccount || /[*?]/.test(identity.serviceAccount)) return ok(id, about, found);
  const fix = `set the operator's serviceAccount to ${serviceAccount} in environment.yaml and deploy, or change the Deployment to use ${identity.serviceAccount}`;
  return cause(id, about, `${found}, but the role trusts ${identity.serviceAccount}`, fix);
}

function diagnoseResources({ resources, context }: ClusterFacts, { manages, identity }: ExpectedBinding): Diagnosis[] {
  const id = "cluster/resources";
  if (!resources.known) return [unknownCause(id, context, resources.why)];
  if (resources.value === undefined) {
    const found =
      "the cluster does not define the kinds ECRRepository and AWSProvider, so the operator is not installed";
    return [cause("cluster/kinds", context, found, "install the operator with its custom resource definitions")];
  }
  const diagnoses = resources.value.flatMap((resource) => diagnoseResource(resource, manages, identity));
  if (diagnoses.length > 0) return diagnoses;
  return [
    ok(id, context, `${countText(resources.value.length, "operator resource is", "operator resources are")} ready`),
  ];
}

function diagnoseResource(resource: ResourceFacts, manages: Manages, identity: OperatorIdentity): Diagnosis[] {
  const { kind, namespace, name, repositoryName, ready, message } = resource;
  const about = `${kind} ${namespace}/${name}`;
  if (repositoryName !== undefined && !isCovered(repositoryName, manages)) {
    const found = `its repository ${repositoryName} is not in operator.manages (${manages.join(", ")}), so the role does not grant access to it`;
    const fix = `add ${repositoryName} to operator.manages and deploy. If Terraform should keep the repository, remove the manifest's finalizer, and then delete the manifest`;
    return [cause("cluster/outside-manages", about, found, fix)];
  }
  if (ready) return [];
  const found = `it is not ready: ${message ?? "it does not have a status yet, so no operator has processed it"}`;
  const fix = `first fix the other causes, then check kubectl logs deployment/${identity.deployment} --namespace ${identity.namespace} --tail=100`;
  return [cause("cluster/not-ready", about, found, fix)];
}

function timeText(at: number): string {
  return new Date(at).toISOString();
}
