import { type Observed } from "./observed";

/** An operator's resources in a cluster, as its API server returns them. Times are milliseconds since 1970. */
export interface ClusterFacts {
  /** Context of the kubeconfig. */
  readonly context: string;
  readonly serviceAccounts: readonly ServiceAccountFacts[];
  /** The operator's Deployment; `undefined` if it does not exist. */
  readonly deployment: Observed<DeploymentFacts | undefined>;
  /** `ECRRepository` and `AWSProvider` resources; `undefined` if the cluster does not have these kinds. */
  readonly resources: Observed<readonly ResourceFacts[] | undefined>;
}

export interface ServiceAccountFacts {
  readonly namespace: string;
  readonly name: string;
  /** `undefined` if it does not exist. */
  readonly found: Observed<AnnotatedAccount | undefined>;
  /** Pods that use the ServiceAccount. */
  readonly pods: Observed<readonly PodFacts[]>;
}

export interface AnnotatedAccount {
  /** Value of the role ARN annotation. @default - the annotation is not set */
  readonly roleArn?: string;
  /** When the annotation was last set. @default - unknown */
  readonly annotatedAt?: number;
}

export interface PodFacts {
  readonly name: string;
  readonly createdAt: number;
  /** Value of its `AWS_ROLE_ARN`. @default - not set */
  readonly roleArn?: string;
  /** Whether it has a token for STS. */
  readonly hasToken: boolean;
  /** Whether it gets credentials from the agent of EKS Pod Identity. @default false */
  readonly podIdentity?: boolean;
  /** Endpoint that replaces AWS's, and the variable that sets it. @default - AWS's own endpoint */
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
  /** @default - the resource is not a repository */
  readonly repositoryName?: string;
  readonly ready: boolean;
  /** Messages of the conditions that are not true. @default - there are none */
  readonly message?: string;
}
