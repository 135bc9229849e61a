import { type Observed } from "./observed";

/** A cluster's side of an operator, as its API server tells it. Times are milliseconds since 1970. */
export interface ClusterFacts {
  /** Context of the kubeconfig. */
  readonly context: string;
  readonly serviceAccounts: readonly ServiceAccountFacts[];
  /** The operator's Deployment; `undefined` where there is none of its name. */
  readonly deployment: Observed<DeploymentFacts | undefined>;
  /** `ECRRepository` and `AWSProvider` resources; `undefined` where the cluster does not know the kinds. */
  readonly resources: Observed<readonly ResourceFacts[] | undefined>;
}

export interface ServiceAccountFacts {
  readonly namespace: string;
  readonly name: string;
  /** `undefined` where there is none. */
  readonly found: Observed<AnnotatedAccount | undefined>;
  /** The pods that run under it. */
  readonly pods: Observed<readonly PodFacts[]>;
}

export interface AnnotatedAccount {
  /** Value of the annotation that gives its pods a role. @default - there is none */
  readonly roleArn?: string;
  /** When the annotation was set last. @default - not known */
  readonly annotatedAt?: number;
}

export interface PodFacts {
  readonly name: string;
  readonly createdAt: number;
  /** Value of its `AWS_ROLE_ARN`. @default - it has none */
  readonly roleArn?: string;
  /** Whether it has a token for STS. */
  readonly hasToken: boolean;
  /** Where it sends its calls to AWS, and the variable that says so. @default - to AWS */
  readonly endpoint?: { readonly variable: string; readonly url: string };
}

export interface DeploymentFacts {
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
}

export interface ResourceFacts {
  readonly kind: "ECRRepository" | "AWSProvider";
  readonly namespace: string;
  readonly name: string;
  /** Repository that it is about. @default - it is about none */
  readonly repositoryName?: string;
  readonly ready: boolean;
  /** What its conditions say. @default - nothing */
  readonly message?: string;
}
