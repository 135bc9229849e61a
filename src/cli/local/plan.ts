/** What the local commands need of an environment. */
export interface LocalPlan {
  readonly environment: string;
  /** Account ID, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Bucket of the S3 backend. @default - the environment keeps its state elsewhere */
  readonly stateBucket?: string;
  /** Names of the EKS clusters that must exist before the deployment. */
  readonly eksClusters: readonly string[];
  /** OIDC providers that must exist before the deployment, by issuer or by EKS cluster. */
  readonly lookedUp: { readonly issuers: readonly string[]; readonly eksClusters: readonly string[] };
  /** What is not deployed to the emulator, or differently: `2 cache rules`. */
  readonly leftOut: readonly string[];
  /** Names of the stacks to deploy. */
  readonly stacks: readonly string[];
  /** The `kubectl annotate` command for the operator's ServiceAccount. @default - none is shown */
  readonly annotateLine?: string;
}

/** Reads an environment by name. @throws Error with a message for the user when it is invalid or missing */
export type LoadPlan = (environment: string) => LocalPlan;
