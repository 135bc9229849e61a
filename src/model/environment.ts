import { type CiRoleSettings } from "../domain/ci/role-settings";
import { type Partition, type RegistryLocation } from "../domain/aws/arn";
import { type GrantPart } from "../domain/grants/parts";
import { type Grant } from "../domain/grants/schema";
import { type LifecyclePolicy } from "../domain/lifecycle-policy/schema";
import { type NotificationSettings } from "../domain/notifications/settings";
import { type PublicCatalog, type PublicRepositorySettings } from "../domain/public-repositories/settings";
import { type Tags } from "../domain/aws/tags";
import { type PullThroughCacheRule, type RegistrySettings } from "../domain/registry/settings";
import { type RepositoryGroup } from "../domain/repository/groups-schema";
import { type PolicySetting, type RepositorySettings } from "../domain/repository/settings";
import { type WorkloadRoleSettings } from "../domain/workloads/settings";
import { type ClusterSettings } from "./cluster-settings";
import { type RegionSettings } from "./region-settings";
import { type RegistryStackKind } from "./stack-kinds";
import { type OperatorSettings } from "./operator-settings";
import { type StateSettings } from "./state-settings";

export type * from "./cluster-settings";
export type * from "./operator-settings";
export type * from "./region-settings";
export type * from "./state-settings";

/** An environment after reading, checks and defaults: plain data, and everything that the stacks need. */
export interface Environment {
  /** Name of the environment's folder, and first part of its stacks' names. */
  readonly name: string;
  /** First part of the state's key. */
  readonly project: string;
  /** Account and region of the registry, additional regions, and the host name in its URLs. */
  readonly location: RegistryLocation;
  /**
   * Additional regions with copies of the repositories.
   * @default - none
   */
  readonly regions?: readonly RegionSettings[];
  /**
   * Whether this is only one of several regions: the environment's main region (`main`) or an additional one (`copy`).
   * @default - all regions
   */
  readonly regional?: "main" | "copy";
  /** Partition of the region. */
  readonly partition: Partition;
  /** Where Terraform keeps the state. */
  readonly state: StateSettings;
  /** How Terraform's AWS provider authenticates. */
  readonly provider: ProviderSettings;
  /** Default tags of every resource. */
  readonly tags: Tags;
  /** Repositories that Terraform manages. */
  readonly repositories: readonly RepositoryDeclaration[];
  /**
   * Groups of repositories that have their own stack.
   * @default - all repositories are in one stack
   */
  readonly groups?: readonly RepositoryGroup[];
  /** Lifecycle policies by name. Repositories and creation templates refer to these names. */
  readonly lifecyclePolicies: Readonly<Record<string, LifecyclePolicy | undefined>>;
  /**
   * Settings of the account's registry.
   * @default - not managed by this environment
   */
  readonly registry?: RegistrySettings;
  /** Pull-through cache rules of the same registry that other environments declare. @default - none */
  readonly otherCaches?: readonly PullThroughCacheRule[];
  /** Notifications about events in the registry. @default - none */
  readonly notifications?: readonly NotificationDeclaration[];
  /** Public repositories. Everyone can pull their images. @default - none */
  readonly publicRepositories?: readonly PublicRepositoryDeclaration[];
  /** Repositories that Terraform stops managing and leaves in AWS. The name of a public one begins with `public:`. */
  readonly removed: readonly string[];
  /** Repositories that are no longer protected by `Retain` or `Orphan`, so that Terraform may delete them. The name of a public one begins with `public:`. */
  readonly released: readonly string[];
  /** Declared repositories that Terraform imports from AWS. */
  readonly imports: readonly RepositoryImport[];
  /**
   * The Kubernetes operator and its role.
   * @default - none
   */
  readonly operator?: OperatorSettings;
  /** Clusters in which the operator runs. */
  readonly clusters: readonly ClusterSettings[];
  /** Roles of the workflows that push to the repositories. */
  readonly ciRoles: readonly CiRoleDeclaration[];
  /**
   * Roles and policies of workloads that pull or push: nodes, Fargate, ECS tasks and pods.
   * @default - none
   */
  readonly workloadRoles?: readonly WorkloadRoleDeclaration[];
}

/** A role or policy for a workload, without the environment's account and region. */
export type WorkloadRoleDeclaration = Omit<WorkloadRoleSettings, "location">;

/** A notification, without the environment's account and region. */
export type NotificationDeclaration = Omit<NotificationSettings, "location" | "namePrefix">;

/** A public repository that an environment declares. */
export interface PublicRepositoryDeclaration extends Omit<PublicRepositorySettings, "catalog"> {
  /**
   * What the Amazon ECR Public Gallery shows about the repository.
   * @default - not managed
   */
  readonly catalog?: PublicCatalogDeclaration;
}

/** A catalog whose logo is in a file. */
export interface PublicCatalogDeclaration extends Omit<PublicCatalog, "logoImageBlob"> {
  /**
   * File with the logo, relative to the project's folder, with forward slashes.
   * @default - none
   */
  readonly logoImageFile?: string;
}

/** A role that a workflow assumes, without the environment's account and region. */
export interface CiRoleDeclaration extends Omit<CiRoleSettings, "location"> {
  /** Whether Terraform looks up the IAM OIDC provider (`lookup`) or creates it (`create`). All roles with the same issuer use the same value. */
  readonly oidcProvider: "lookup" | "create";
}

/** A repository that an environment declares. */
export interface RepositoryDeclaration extends RepositorySettings {
  /** Name of the repository: 2 to 256 characters. Slashes separate namespaces, as in `team/api`. */
  readonly repositoryName: string;
  /**
   * Purpose of the repository. It is not sent to AWS.
   * @default - none
   */
  readonly description?: string;
  /** Principals that may pull: account IDs or ARNs of IAM roles and users. */
  readonly pullPrincipals: readonly string[];
  /** Principals that may push and pull: account IDs or ARNs of IAM roles and users. */
  readonly pushPrincipals: readonly string[];
  /**
   * Grants from the repository, its defaults and the environment's `grants`, with account IDs instead of environments.
   * @default - none
   */
  readonly pull?: readonly Grant[];
  /**
   * Grants to push and pull, from the same sources as `pull`.
   * @default - none
   */
  readonly push?: readonly Grant[];
  /**
   * Whether the repository is under the prefix of a pull-through cache.
   * @default false
   */
  readonly cached?: boolean;
  /**
   * The statements of `pull` and `push`, before they are merged.
   * @default - none
   */
  readonly grants?: readonly GrantPart[];
  /**
   * Name of the environment's lifecycle policy to which `lifecyclePolicy` refers.
   * @default - it is not a named policy
   */
  readonly lifecyclePolicyName?: string;
}

/** A repository that already exists in AWS, possibly without its policies. */
export interface RepositoryImport {
  /** Name of a declared repository. The name of a public one begins with `public:`. */
  readonly repositoryName: string;
  /** Declared policies that do not exist in AWS. Terraform creates them instead of importing them. */
  readonly without: readonly PolicySetting[];
  /**
   * Stack from which the repository moves to its group's stack, without the environment's name.
   * @default - the repository is in no state of this environment
   */
  readonly fromStack?: RegistryStackKind;
}

/**
 * Arguments of Terraform's AWS provider.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#argument-reference
 */
export interface ProviderSettings {
  /**
   * Maximum number of retries of a call.
   * @default - the provider's default, 25
   */
  readonly maxRetries?: number;
  /**
   * AWS profile that Terraform uses.
   * @default - the credentials of the shell
   */
  readonly profile?: string;
  /**
   * Role that Terraform assumes.
   * @default - none
   */
  readonly assumeRole?: {
    /** ARN of the role. */
    readonly roleArn: string;
    /**
     * Name of the session, 2 to 64 characters.
     * @default - generated
     */
    readonly sessionName?: string;
    /**
     * External ID that the role requires, 2 to 1,224 characters.
     * @default - none
     */
    readonly externalId?: string;
  };
  /** Endpoint URL by service (`ecr`, `iam`, ...). */
  readonly endpoints: Readonly<Record<string, string>>;
}
