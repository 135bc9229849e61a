import { type CiRoleSettings } from "../domain/ci/role-settings";
import { type AwsLocation, type Partition } from "../domain/aws/arn";
import { type ServiceAccountMode } from "../domain/operator/service-account-settings";
import { type Tags } from "../domain/aws/tags";
import { type RegistrySettings } from "../domain/registry/settings";
import { type PolicySetting, type RepositorySettings } from "../domain/repository/settings";

/** A valid environment with defaults applied: everything that the stacks need. */
export interface Environment {
  /** Name of the environment's folder, and first part of its stacks' names. */
  readonly name: string;
  /** First part of the state keys. */
  readonly project: string;
  readonly location: AwsLocation;
  readonly partition: Partition;
  readonly state: StateSettings;
  readonly provider: ProviderSettings;
  /** Default tags of every resource. */
  readonly tags: Tags;
  readonly repositories: readonly RepositoryDeclaration[];
  /** Settings of the whole registry, if this environment manages them. */
  readonly registry?: RegistrySettings;
  /** Repositories that Terraform stops managing and leaves in AWS. */
  readonly removed: readonly string[];
  /** Repositories without the protection of `Retain` or `Orphan`, which Terraform may delete. */
  readonly released: readonly string[];
  /** Declared repositories that Terraform imports from AWS. */
  readonly imports: readonly RepositoryImport[];
  readonly operator?: OperatorSettings;
  readonly clusters: readonly ClusterSettings[];
  /** Roles of workflows that push images. */
  readonly ciRoles: readonly CiRoleDeclaration[];
}

export interface CiRoleDeclaration extends Omit<CiRoleSettings, "location"> {
  /** The same value for all roles with the same issuer. */
  readonly oidcProvider: "lookup" | "create";
}

export interface RepositoryDeclaration extends RepositorySettings {
  readonly repositoryName: string;
  readonly description?: string;
  readonly pullPrincipals: readonly string[];
  readonly pushPrincipals: readonly string[];
  /** Name of the environment's policy that `lifecyclePolicy` refers to. @default - not a named policy */
  readonly lifecyclePolicyName?: string;
}

/** A repository that exists in AWS. */
export interface RepositoryImport {
  readonly repositoryName: string;
  /** Declared policies that AWS does not have yet: they are created, not imported. */
  readonly without: readonly PolicySetting[];
}

/** Where Terraform keeps the state of an environment's stacks. */
export type StateSettings =
  | { readonly kind: "cloud"; readonly organization: string; readonly project?: string; readonly hostname?: string }
  | {
      readonly kind: "backend";
      /** Name of the backend: `s3`, `local`, `gcs`, ... */
      readonly name: string;
      /** Arguments of Terraform's backend, which may contain `{project}`, `{environment}` and `{stack}`. */
      readonly settings: BackendArguments;
    };

export type BackendValue =
  string | number | boolean | readonly BackendValue[] | { readonly [key: string]: BackendValue };
export type BackendArguments = Readonly<Record<string, BackendValue>>;

export interface ProviderSettings {
  /** How often the provider retries a call. @default - the provider's default, 25 */
  readonly maxRetries?: number;
  readonly profile?: string;
  readonly assumeRole?: {
    readonly roleArn: string;
    readonly sessionName?: string;
    readonly externalId?: string;
  };
  /** Endpoint URLs by service (`ecr`, `iam`, ...). */
  readonly endpoints: Readonly<Record<string, string>>;
}

export interface OperatorSettings {
  readonly serviceAccounts: readonly { readonly namespace: string; readonly name: string }[];
  /** Name of the operator's Deployment, for restarts and the session name. */
  readonly deployment: string;
  readonly container: string;
  readonly roleName: string;
  readonly path: string;
  readonly description?: string;
  readonly permissionsBoundary?: string;
  /** In seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Tags;
  /** Most characters of a trust policy, if AWS has raised the account's quota. */
  readonly trustPolicyQuota?: number;
  /** Prefixes (ending in `/`) and names of the repositories that the operator owns. */
  readonly manages: readonly string[];
  readonly allowDelete: boolean;
  readonly kmsKeyArns: readonly string[];
  readonly serviceAccountMode: ServiceAccountMode;
  readonly createNamespace: boolean;
  /** Whether `annotate` overwrites the annotation if another field manager has set it. */
  readonly forceAnnotation: boolean;
  readonly restartOnRoleChange: boolean;
  readonly sessionName?: string;
}

/** A cluster in which the operator runs. */
export type ClusterSettings = EksClusterSettings | IssuerClusterSettings;

interface CommonClusterSettings {
  /** Name that is unique among the environment's clusters. */
  readonly key: string;
  readonly oidcProvider: "lookup" | "create";
}

/** An EKS cluster. Terraform looks up its issuer by name. */
export interface EksClusterSettings extends CommonClusterSettings {
  readonly eks: string;
  readonly authentication: KubernetesAuthentication;
}

/** A cluster with a known issuer URL. */
export interface IssuerClusterSettings extends CommonClusterSettings {
  readonly oidcIssuer: string;
  readonly authentication: KubeconfigAuthentication;
}

export interface KubeconfigAuthentication {
  readonly by: "kubeconfig";
  readonly path: string;
  readonly context?: string;
}

export type KubernetesAuthentication = KubeconfigAuthentication | { readonly by: "exec" } | { readonly by: "token" };
