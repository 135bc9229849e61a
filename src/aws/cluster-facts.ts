import type * as KubernetesClient from "@kubernetes/client-node" with { "resolution-mode": "import" };
import type {
  ApiException,
  ConfigurationOptions,
  KubeConfig,
  ObservableMiddleware,
} from "@kubernetes/client-node" with { "resolution-mode": "import" };
import {
  type ClusterFacts,
  type DeploymentFacts,
  type PodFacts,
  type ResourceFacts,
  type ServiceAccountFacts,
} from "../operations/doctor/cluster-facts";
import { unobserved, observed, type Observed } from "../operations/doctor/observed";
import { listItems } from "./pages";
import { currentSignal, rethrowEnd, within } from "./request-scope";
import { annotatedAccountOf, isLivePhase, podOf, resourceOf, type OperatorResource } from "./cluster-objects";

/** How to connect to a cluster, and what to read from it. */
export interface ClusterQuery {
  /** Path of the kubeconfig. */
  readonly kubeconfig: string;
  /** @default - the kubeconfig's current context */
  readonly context?: string;
  readonly serviceAccounts: readonly { readonly namespace: string; readonly name: string }[];
  /** Name of the operator's Deployment, in the namespace of the first ServiceAccount. */
  readonly deployment: string;
  /** Milliseconds for one request, until the complete response. @default 15000 */
  readonly requestTimeout?: number;
}

/** The cluster cannot be reached, or rejects the credentials. */
export class ClusterRefusal extends Error {}

const GROUP = { group: "aws-infra-operator.runner.codes", version: "v1alpha1" } as const;
const PLURALS = { ECRRepository: "ecrrepositories", AWSProvider: "awsproviders" } as const;
const PAGE = 500;
const REQUEST_TIMEOUT_MS = 15_000;

type Kubernetes = typeof KubernetesClient;

/**
 * Reads the facts about an operator from a cluster.
 * @throws ClusterRefusal if the kubeconfig cannot be used, or the cluster does not respond
 */
export async function readCluster(query: ClusterQuery): Promise<ClusterFacts> {
  const kubernetes = await import("@kubernetes/client-node");
  const config = configOf(kubernetes, query);
  const cluster = new Cluster(kubernetes, config, query.requestTimeout ?? REQUEST_TIMEOUT_MS);
  const [first] = query.serviceAccounts;
  return {
    context: config.getCurrentContext(),
    serviceAccounts: await Promise.all(query.serviceAccounts.map((account) => cluster.serviceAccount(account))),
    deployment: await cluster.deployment(first?.namespace ?? "", query.deployment),
    resources: await cluster.resources(),
  };
}

function configOf({ KubeConfig }: Kubernetes, { kubeconfig, context }: ClusterQuery): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(kubeconfig);
  } catch (cause) {
    throw new ClusterRefusal(`cannot read the kubeconfig ${kubeconfig}: ${(cause as Error).message}`, { cause });
  }
  const known = config.getContexts().map(({ name }) => name);
  if (context !== undefined && !known.includes(context))
    throw new ClusterRefusal(`${kubeconfig}: expected one of the contexts ${known.join(", ")}, found ${context}`);
  if (context !== undefined) config.setCurrentContext(context);
  if (config.getCurrentCluster() === null)
    throw new ClusterRefusal(
      `${kubeconfig} has no current context. Choose one with --context or kubectl config use-context`,
    );
  return config;
}

class Cluster {
  private readonly core;
  private readonly apps;
  private readonly custom;

  constructor(
    private readonly kubernetes: Kubernetes,
    private readonly config: KubeConfig,
    /** In milliseconds. */
    private readonly requestTimeout: number,
  ) {
    this.core = config.makeApiClient(kubernetes.CoreV1Api);
    this.apps = config.makeApiClient(kubernetes.AppsV1Api);
    this.custom = config.makeApiClient(kubernetes.CustomObjectsApi);
  }

  async serviceAccount(account: { readonly namespace: string; readonly name: string }): Promise<ServiceAccountFacts> {
    if (/[*?]/.test(`${account.namespace}${account.name}`))
      return { ...account, found: unobserved("it is a pattern"), pods: unobserved("it is a pattern") };
    const found = await this.read(`read ServiceAccount ${account.namespace}/${account.name}`, async () => {
      const { metadata } = await this.request(() => this.core.readNamespacedServiceAccount(account, this.options()));
      return annotatedAccountOf(metadata);
    });
    const pods = await this.read(`list pods in ${account.namespace}`, () => this.pods(account));
    return { ...account, found, pods: pods.known ? observed(pods.value ?? []) : pods };
  }

  private pods({ namespace, name }: { readonly namespace: string; readonly name: string }): Promise<PodFacts[]> {
    return listItems(`list pods in ${namespace}`, async (_continue) => {
      const request = { namespace, limit: PAGE, _continue };
      const page = await this.request(() => this.core.listNamespacedPod(request, this.options()));
      const own = page.items.filter(
        ({ spec, status }) => spec?.serviceAccountName === name && isLivePhase(status?.phase),
      );
      return { items: own.map(podOf), next: page.metadata?._continue };
    });
  }

  deployment(namespace: string, name: string): Promise<Observed<DeploymentFacts | undefined>> {
    return this.read(`read Deployment ${namespace}/${name}`, async () => {
      const request = { namespace, name };
      const { spec } = await this.request(() => this.apps.readNamespacedDeployment(request, this.options()));
      return { namespace, name, serviceAccount: spec?.template.spec?.serviceAccountName ?? "default" };
    });
  }

  async resources(): Promise<Observed<readonly ResourceFacts[] | undefined>> {
    const found: ResourceFacts[] = [];
    for (const kind of ["AWSProvider", "ECRRepository"] as const) {
      const some = await this.read(`list ${PLURALS[kind]}`, () => this.resourcesOf(kind));
      if (!some.known || some.value === undefined) return some;
      found.push(...some.value);
    }
    return observed(found);
  }

  private resourcesOf(kind: keyof typeof PLURALS): Promise<ResourceFacts[]> {
    return listItems(`list ${PLURALS[kind]}`, async (_continue) => {
      const request = { ...GROUP, plural: PLURALS[kind], limit: PAGE, _continue };
      // The client has no types for custom resources.
      const page = await this.request<unknown>(() => this.custom.listClusterCustomObject(request, this.options()));
      const { items, metadata } = page as ResourcePage;
      return { items: items.map((item) => resourceOf(kind, item)), next: metadata?.continue };
    });
  }

  /** Limits a request, including its response and the program that the kubeconfig may run to authenticate. */
  private request<T>(send: () => Promise<T>): Promise<T> {
    const seconds = this.requestTimeout / 1000;
    return within(this.requestTimeout, () => new Error(`no complete response within ${seconds} s`), send);
  }

  /** Aborts the request when its time is over. */
  private options(): ConfigurationOptions {
    const { Observable } = this.kubernetes;
    const signal = currentSignal();
    const abortion: ObservableMiddleware = {
      pre: (request) => {
        if (signal !== undefined) request.setSignal(signal);
        return new Observable(Promise.resolve(request));
      },
      post: (response) => new Observable(Promise.resolve(response)),
    };
    return { middleware: [abortion], middlewareMergeStrategy: "append" };
  }

  /** Gives `undefined` for 404, "unobserved" for 403, and throws for everything else. */
  private async read<T>(what: string, send: () => Promise<T>): Promise<Observed<T | undefined>> {
    try {
      return observed(await send());
    } catch (cause) {
      rethrowEnd(cause);
      const code = (cause as Partial<ApiException<unknown>>).code;
      if (code === 404) return observed(undefined);
      if (code === 403) return unobserved(`the cluster does not allow you to ${what}`);
      const { server = "" } = this.config.getCurrentCluster() ?? {};
      if (code === 401)
        throw new ClusterRefusal(`the cluster at ${server} rejects the kubeconfig's credentials`, { cause });
      throw new ClusterRefusal(`the cluster at ${server} does not respond: ${(cause as Error).message}`, { cause });
    }
  }
}

interface ResourcePage {
  readonly items: readonly OperatorResource[];
  readonly metadata?: { readonly continue?: string };
}
