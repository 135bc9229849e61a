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
import { PageTokens } from "./pages";
import { currentSignal, rethrowEnd, within } from "./request-scope";
import { annotated, isLivePhase, podOf, resourceOf, type OperatorResource } from "./cluster-objects";

/** Where a cluster is signed in to, and what is looked at in it. */
export interface ClusterQuestion {
  /** Path of the kubeconfig. */
  readonly kubeconfig: string;
  /** @default - the kubeconfig's current one */
  readonly context?: string;
  readonly serviceAccounts: readonly { readonly namespace: string; readonly name: string }[];
  /** Name of the operator's Deployment, in the namespace of the first ServiceAccount. */
  readonly deployment: string;
  /** Milliseconds until the whole answer to one request must be there. @default 15000 */
  readonly patience?: number;
}

/** The cluster can not be asked. */
export class ClusterRefusal extends Error {}

const GROUP = { group: "aws-infra-operator.runner.codes", version: "v1alpha1" } as const;
const PLURALS = { ECRRepository: "ecrrepositories", AWSProvider: "awsproviders" } as const;
const PAGE = 500;
const PATIENCE_MS = 15_000;

type Kubernetes = typeof KubernetesClient;

/**
 * What a cluster says of an operator.
 * @throws ClusterRefusal when the kubeconfig can not be used, or nobody answers
 */
export async function readCluster(question: ClusterQuestion): Promise<ClusterFacts> {
  const kubernetes = await import("@kubernetes/client-node");
  const config = configOf(kubernetes, question);
  const cluster = new Cluster(kubernetes, config, question.patience ?? PATIENCE_MS);
  const [first] = question.serviceAccounts;
  return {
    context: config.getCurrentContext(),
    serviceAccounts: await Promise.all(question.serviceAccounts.map((account) => cluster.serviceAccount(account))),
    deployment: await cluster.deployment(first?.namespace ?? "", question.deployment),
    resources: await cluster.resources(),
  };
}

function configOf({ KubeConfig }: Kubernetes, { kubeconfig, context }: ClusterQuestion): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(kubeconfig);
  } catch (cause) {
    throw new ClusterRefusal(`the kubeconfig ${kubeconfig} can not be read: ${(cause as Error).message}`, { cause });
  }
  const known = config.getContexts().map(({ name }) => name);
  if (context !== undefined && !known.includes(context))
    throw new ClusterRefusal(`${kubeconfig} has no context ${context}; it has ${known.join(", ")}`);
  if (context !== undefined) config.setCurrentContext(context);
  if (config.getCurrentCluster() === null)
    throw new ClusterRefusal(
      `${kubeconfig} has no current context; choose one by kubectl config use-context, or --context`,
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
    /** Milliseconds for one request. */
    private readonly patience: number,
  ) {
    this.core = config.makeApiClient(kubernetes.CoreV1Api);
    this.apps = config.makeApiClient(kubernetes.AppsV1Api);
    this.custom = config.makeApiClient(kubernetes.CustomObjectsApi);
  }

  async serviceAccount(account: { readonly namespace: string; readonly name: string }): Promise<ServiceAccountFacts> {
    if (/[*?]/.test(`${account.namespace}${account.name}`))
      return { ...account, found: unobserved("it is a pattern"), pods: unobserved("it is a pattern") };
    const found = await this.ask(`read ServiceAccount ${account.namespace}/${account.name}`, async () => {
      const { metadata } = await this.request(() => this.core.readNamespacedServiceAccount(account, this.options()));
      return annotated(metadata);
    });
    const pods = await this.ask(`list pods in ${account.namespace}`, () => this.pods(account));
    return { ...account, found, pods: pods.known ? observed(pods.value ?? []) : pods };
  }

  private async pods({ namespace, name }: { readonly namespace: string; readonly name: string }): Promise<PodFacts[]> {
    const found: PodFacts[] = [];
    const tokens = new PageTokens(`list pods in ${namespace}`);
    let _continue: string | undefined;
    do {
      const request = { namespace, limit: PAGE, _continue };
      const page = await this.request(() => this.core.listNamespacedPod(request, this.options()));
      const own = page.items.filter(
        ({ spec, status }) => spec?.serviceAccountName === name && isLivePhase(status?.phase),
      );
      found.push(...own.map(podOf));
      _continue = tokens.next(page.metadata?._continue);
    } while (_continue !== undefined);
    return found;
  }

  deployment(namespace: string, name: string): Promise<Observed<DeploymentFacts | undefined>> {
    return this.ask(`read Deployment ${namespace}/${name}`, async () => {
      const request = { namespace, name };
      const { spec } = await this.request(() => this.apps.readNamespacedDeployment(request, this.options()));
      return { namespace, name, serviceAccount: spec?.template.spec?.serviceAccountName ?? "default" };
    });
  }

  async resources(): Promise<Observed<readonly ResourceFacts[] | undefined>> {
    const found: ResourceFacts[] = [];
    for (const kind of ["AWSProvider", "ECRRepository"] as const) {
      const some = await this.ask(`list ${PLURALS[kind]}`, () => this.resourcesOf(kind));
      if (!some.known || some.value === undefined) return some;
      found.push(...some.value);
    }
    return observed(found);
  }

  private async resourcesOf(kind: keyof typeof PLURALS): Promise<ResourceFacts[]> {
    const found: ResourceFacts[] = [];
    const tokens = new PageTokens(`list ${PLURALS[kind]}`);
    let _continue: string | undefined;
    do {
      const request = { ...GROUP, plural: PLURALS[kind], limit: PAGE, _continue };
      // The client does not know the types of other people's resources.
      const page = await this.request<unknown>(() => this.custom.listClusterCustomObject(request, this.options()));
      const { items, metadata } = page as ResourcePage;
      found.push(...items.map((item) => resourceOf(kind, item)));
      _continue = tokens.next(metadata?.continue);
    } while (_continue !== undefined);
    return found;
  }

  /** One request with its whole answer, and with the program that the kubeconfig may run to sign in. */
  private request<T>(ask: () => Promise<T>): Promise<T> {
    return within(this.patience, () => new Error(`no complete answer within ${this.patience / 1000} s`), ask);
  }

  /** Ends the request together with the wait for it. */
  private options(): ConfigurationOptions {
    const { Observable } = this.kubernetes;
    const signal = currentSignal();
    const patience: ObservableMiddleware = {
      pre: (request) => {
        if (signal !== undefined) request.setSignal(signal);
        return new Observable(Promise.resolve(request));
      },
      post: (response) => new Observable(Promise.resolve(response)),
    };
    return { middleware: [patience], middlewareMergeStrategy: "append" };
  }

  /** What is not there is `undefined`, what may not be seen is not seen, and a cluster that does not answer ends it. */
  private async ask<T>(what: string, read: () => Promise<T>): Promise<Observed<T | undefined>> {
    try {
      return observed(await read());
    } catch (cause) {
      rethrowEnd(cause);
      const code = (cause as Partial<ApiException<unknown>>).code;
      if (code === 404) return observed(undefined);
      if (code === 403) return unobserved(`the cluster does not let you ${what}`);
      const { server = "" } = this.config.getCurrentCluster() ?? {};
      if (code === 401)
        throw new ClusterRefusal(`the cluster at ${server} does not take the kubeconfig's credentials`, { cause });
      throw new ClusterRefusal(`the cluster at ${server} does not answer: ${(cause as Error).message}`, { cause });
    }
  }
}

interface ResourcePage {
  readonly items: readonly OperatorResource[];
  readonly metadata?: { readonly continue?: string };
}
