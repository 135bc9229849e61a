import { isCovered, type Manages } from "../../domain/operator/manages";
import {
  annotateCommand,
  restartCommand,
  ROLE_ARN_ANNOTATION,
  type OperatorIdentity,
} from "../../domain/operator/instructions";
import { cause, ok, skipped, someOf, unknownCause, type Diagnosis } from "./diagnosis";
import {
  type AnnotatedAccount,
  type ClusterFacts,
  type DeploymentFacts,
  type PodFacts,
  type ResourceFacts,
  type ServiceAccountFacts,
} from "./cluster-facts";

/** What a cluster should look like. */
export interface ExpectedBinding {
  readonly identity: OperatorIdentity;
  readonly manages: Manages;
  /** Whether the environment itself sends calls of ECR elsewhere than to AWS. */
  readonly hasEndpoints: boolean;
}

/** The cluster's side of an operator that does not get ready. */
export function diagnoseCluster(facts: ClusterFacts, wanted: ExpectedBinding): Diagnosis[] {
  return [
    ...facts.serviceAccounts.flatMap((account) => diagnoseAccount(account, wanted)),
    ...diagnoseDeployment(facts, wanted),
    ...diagnoseResources(facts, wanted),
  ];
}

function diagnoseAccount(account: ServiceAccountFacts, wanted: ExpectedBinding): Diagnosis[] {
  const { namespace, name, found, pods } = account;
  const about = `${namespace}/${name}`;
  const id = "cluster/service-account";
  if (/[*?]/.test(about))
    return [skipped(id, about, "a pattern stands for many ServiceAccounts; name one to look at it")];
  if (!found.known) return [unknownCause(id, about, found.why)];
  if (found.value === undefined)
    return [
      cause(
        id,
        about,
        "there is no such ServiceAccount in the cluster",
        "install the operator, or correct namespace and serviceAccount of the operator in environment.yaml to what it was installed with",
      ),
    ];
  const { roleArn } = wanted.identity;
  const annotation = diagnoseAnnotation(about, found.value, { ...wanted.identity, namespace, serviceAccount: name });
  if (annotation !== undefined) return [annotation];
  const fine = ok("cluster/annotation", about, `${ROLE_ARN_ANNOTATION} is ${roleArn}`);
  if (!pods.known) return [fine, unknownCause("cluster/pods", about, pods.why)];
  return [fine, ...diagnosePods(about, pods.value, found.value, wanted)];
}

function diagnoseAnnotation(about: string, found: AnnotatedAccount, identity: OperatorIdentity): Diagnosis | undefined {
  if (found.roleArn === identity.roleArn) return undefined;
  const evidence =
    found.roleArn === undefined
      ? `it has no annotation ${ROLE_ARN_ANNOTATION}, so its pods get no role`
      : `its annotation ${ROLE_ARN_ANNOTATION} is ${found.roleArn}, the operator's role is ${identity.roleArn}`;
  return cause("cluster/annotation", about, evidence, `${annotateCommand(identity)}; then ${restartCommand(identity)}`);
}

function diagnosePods(
  about: string,
  pods: readonly PodFacts[],
  account: AnnotatedAccount,
  wanted: ExpectedBinding,
): Diagnosis[] {
  const { identity, hasEndpoints } = wanted;
  if (pods.length === 0)
    return [
      cause(
        "cluster/pods",
        about,
        "no pod runs under this ServiceAccount",
        `kubectl get pods --namespace ${identity.namespace}, and kubectl describe deployment/${identity.deployment} --namespace ${identity.namespace}, say why`,
      ),
    ];
  const restart = restartCommand(identity);
  const diagnoses: Diagnosis[] = [];
  const { annotatedAt } = account;
  const older = pods.filter(({ createdAt }) => annotatedAt !== undefined && createdAt < annotatedAt);
  const newer = pods.filter((pod) => !older.includes(pod));
  if (older.length > 0)
    diagnoses.push(
      cause(
        "cluster/pods-older",
        about,
        `${someOf(older.map(({ name, createdAt }) => `${name} (of ${time(createdAt)})`))} started before the annotation was set (${time(annotatedAt ?? 0)}), and a pod keeps the role that it started with`,
        restart,
      ),
    );
  const without = newer.filter(({ hasToken, roleArn }) => !hasToken || roleArn === undefined);
  if (without.length > 0)
    diagnoses.push(
      cause(
        "cluster/pods-without-role",
        about,
        `${names(without)} started with the annotation there, and got no role: the cluster's pod identity webhook did not act`,
        `on EKS, ${restart}; elsewhere, install amazon-eks-pod-identity-webhook first`,
      ),
    );
  const others = newer.filter((pod) => !without.includes(pod) && pod.roleArn !== identity.roleArn);
  if (others.length > 0)
    diagnoses.push(
      cause(
        "cluster/pods-role",
        about,
        `${names(others)} has the role ${others[0]?.roleArn ?? ""}, not ${identity.roleArn}`,
        restart,
      ),
    );
  const sent = hasEndpoints ? [] : pods.filter(({ endpoint }) => endpoint !== undefined);
  const [first] = sent;
  if (first?.endpoint !== undefined)
    diagnoses.push(
      cause(
        "cluster/endpoint",
        about,
        `${names(sent)} has ${first.endpoint.variable}=${first.endpoint.url}: its calls never reach AWS`,
        "take the variable away; of the Helm chart, set aws.localstack.enabled: false",
      ),
    );
  if (diagnoses.length > 0) return diagnoses;
  return [ok("cluster/pods", about, `${names(pods)} ${pods.length === 1 ? "has" : "have"} the role`)];
}

function diagnoseDeployment({ deployment }: ClusterFacts, { identity }: ExpectedBinding): Diagnosis[] {
  const about = `${identity.namespace}/${identity.deployment}`;
  if (!deployment.known) return [unknownCause("cluster/deployment", about, deployment.why)];
  const found: DeploymentFacts | undefined = deployment.value;
  if (found === undefined)
    return [
      cause(
        "cluster/deployment",
        about,
        "there is no such Deployment in the cluster",
        "install the operator, or correct its namespace and deployment in environment.yaml",
      ),
    ];
  if (found.serviceAccount === identity.serviceAccount || /[*?]/.test(identity.serviceAccount))
    return [ok("cluster/deployment", about, `it runs under ServiceAccount ${found.serviceAccount}`)];
  return [
    cause(
      "cluster/deployment",
      about,
      `it runs under ServiceAccount ${found.serviceAccount}, the role trusts ${identity.serviceAccount}`,
      `set serviceAccount: ${found.serviceAccount} of the operator in environment.yaml and deploy, or let the Deployment run under ${identity.serviceAccount}`,
    ),
  ];
}

function diagnoseResources({ resources, context }: ClusterFacts, { manages, identity }: ExpectedBinding): Diagnosis[] {
  const id = "cluster/resources";
  if (!resources.known) return [unknownCause(id, context, resources.why)];
  if (resources.value === undefined)
    return [
      cause(
        "cluster/kinds",
        context,
        "the cluster does not know ECRRepository and AWSProvider, so the operator is not installed there",
        "install the operator with its custom resource definitions",
      ),
    ];
  const diagnoses = resources.value.flatMap((resource) => diagnoseResource(resource, manages, identity));
  if (diagnoses.length > 0) return diagnoses;
  return [ok(id, context, `${resources.value.length} resources of the operator are ready`)];
}

function diagnoseResource(resource: ResourceFacts, manages: Manages, identity: OperatorIdentity): Diagnosis[] {
  const { kind, namespace, name, repositoryName, ready, message } = resource;
  const about = `${kind} ${namespace}/${name}`;
  if (repositoryName !== undefined && !isCovered(repositoryName, manages))
    return [
      cause(
        "cluster/outside-manages",
        about,
        `it is about ${repositoryName}, which the operator does not manage (${manages.join(", ")}), so the role allows nothing there`,
        `add ${repositoryName} to operator.manages and deploy, or leave the repository to Terraform and delete the manifest, its finalizer first`,
      ),
    ];
  if (ready) return [];
  return [
    cause(
      "cluster/not-ready",
      about,
      `it is not ready: ${message ?? "it has no status yet, so no operator has seen it"}`,
      `the other causes found come first; then kubectl logs deployment/${identity.deployment} --namespace ${identity.namespace} --tail=100`,
    ),
  ];
}

function names(pods: readonly PodFacts[]): string {
  return someOf(pods.map(({ name }) => name));
}

function time(at: number): string {
  return new Date(at).toISOString();
}
