import { type CiRoleSettings } from "../domain/ci/role-settings";
import { type AwsLocation, type Partition } from "../domain/aws/arn";
import { type GrantPart } from "../domain/grants/parts";
import { type Grant } from "../domain/grants/schema";
import { type LifecyclePolicy } from "../domain/lifecycle-policy/schema";
import { type ServiceAccountMode } from "../domain/operator/service-account-settings";
import { type Tags } from "../domain/aws/tags";
import { type RegistrySettings } from "../domain/registry/settings";
import { type PolicySetting, type RepositorySettings } from "../domain/repository/settings";

/** An environment after reading, checks and defaults: plain data, and everything that the stacks need. */
export interface Environment {
  /** Name of its folder and first part of its stacks' names. */
  readonly name: string;
  /** First part of its state keys. */
  readonly project: string;
  readonly location: AwsLocation;
  readonly partition: Partition;
  readonly state: StateSettings;
  readonly provider: ProviderSettings;
  /** Default tags of every resource. */
  readonly tags: Tags;
  readonly repositories: readonly RepositoryDeclaration[];
  /** Lifecycle policies by name, which repositories and creation templates refer to. */
  readonly lifecyclePolicies: Readonly<Record<string, LifecyclePolicy | undefined>>;
  /** Settings of the account's registry. @default - not managed by this environment */
  readonly registry?: RegistrySettings;
  /** Repositories that Terraform stops managing and leaves in AWS. */
  readonly removed: readonly string[];
  /** Repositories that lose the protection of `Retain` or `Orphan`, so that Terraform may delete them. */
  readonly released: readonly string[];
  /** Declared repositories that Terraform imports from AWS. */
  readonly imports: readonly RepositoryImport[];
  readonly operator?: OperatorSettings;
  readonly clusters: readonly ClusterSettings[];
  /** Roles of the workflows that push to the repositories. */
  readonly ciRoles: readonly CiRoleDeclaration[];
}

export interface CiRoleDeclaration extends Omit<CiRoleSettings, "location"> {
  /** The same for all roles of an issuer. */
  readonly oidcProvider: "lookup" | "create";
}

export interface RepositoryDeclaration extends RepositorySettings {
  readonly repositoryName: string;
  readonly description?: string;
  readonly pullPrincipals: readonly string[];
  readonly pushPrincipals: readonly string[];
  /** Grants of the repository, its defaults and the environment's `grants`, with accounts in place of environments. @default - none */
  readonly pull?: readonly Grant[];
  readonly push?: readonly Grant[];
  /** Whether the repository is below the prefix of a pull-through cache. @default false */
  readonly cached?: boolean;
  /** The statements of `pull` and `push`, before they are merged. @default - none */
  readonly grants?: readonly GrantPart[];
  /** Name of the environment's policy that `lifecyclePolicy` refers to. @default - it is not a named policy */
  readonly lifecyclePolicyName?: string;
}

/** A repository that exists in AWS, perhaps without its policies. */
export interface RepositoryImport {
  readonly repositoryName: string;
  /** Declared policies that do not exist in AWS. Terraform creates them instead of importing them. */
  readonly without: readonly PolicySetting[];
}

/** Where Terraform keeps the state of an environment's stacks, in the terms of Terraform's backends. */
export type StateSettings =
  | { readonly kind: "cloud"; readonly organization: string; readonly project?: string; readonly hostname?: string }
  | {
      readonly kind: "backend";
      /** Name of the backend: `s3`, `local`, `gcs`, ... */
      readonly name: string;
      /** Arguments of the backend. They may contain `{project}`, `{environment}` and `{stack}`. */
      readonly settings: BackendArguments;
    };

export type BackendValue =
  string | number | boolean | readonly BackendValue[] | { readonly [key: string]: BackendValue };
export type BackendArguments = Readonly<Record<string, BackendValue>>;

export interface ProviderSettings {
  /** Maximum number of retries of a call. @default - the provider's default, 25 */
  readonly maxRetries?: number;
  readonly profile?: string;
  readonly assumeRole?: {
    readonly roleArn: string;
    readonly sessionName?: string;
    readonly externalId?: string;
  };
  /** Endpoint URL by service (`ecr`, `iam`, ...). */
  readonly endpoints: Readonly<Record<string, string>>;
}

export interface OperatorSettings {
  readonly serviceAccounts: readonly { readonly namespace: string; readonly name: string }[];
  /** Deployment and container of the operator, for restarts and the session name. */
  readonly deployment: string;
  readonly container: string;
  readonly roleName: string;
  readonly path: string;
  readonly description?: string;
  readonly permissionsBoundary?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Tags;
  /** Maximum length of a trust policy in the account, in characters. @default - the quota that AWS starts with */
  readonly trustPolicyQuota?: number;
  /** Prefixes (ending in `/`) and exact names of the repositories that the operator owns. */
  readonly manages: readonly string[];
  readonly allowDelete: boolean;
  readonly kmsKeyArns: readonly string[];
  readonly serviceAccountMode: ServiceAccountMode;
  readonly createNamespace: boolean;
  /** Whether `annotate` replaces an annotation that another field manager has set. */
  readonly forceAnnotation: boolean;
  readonly restartOnRoleChange: boolean;
  readonly sessionName?: string;
}

/** A cluster that the operator runs in. */
export type ClusterSettings = EksClusterSettings | IssuerClusterSettings;

interface CommonClusterSettings {
  /** Name that is unique among the environment's clusters. */
  readonly key: string;
  readonly oidcProvider: "lookup" | "create";
}

/** An EKS cluster, whose issuer Terraform looks up by the cluster's name. */
export interface EksClusterSettings extends CommonClusterSettings {
  readonly eks: string;
  readonly authentication: KubernetesAuthentication;
}

/** Any other cluster, by its issuer URL. */
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
