import { repositoryArns, type AwsLocation } from "../aws/arn";
import { changePatterns, ECR_ACTIONS } from "../aws/ecr-actions";
import { type ListStatement } from "../iam/managed-policies";
import { type PolicyStatement } from "../iam/policy";
import { distinctEntries, type Manages } from "./manages";

/**
 * The actions that the operator calls to create a repository and to maintain its settings. The only other action it calls is
 * `ecr:DeleteRepository`. IAM can limit each of them to repository ARNs.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 */
export const OPERATOR_ACTIONS = [
  "ecr:CreateRepository",
  "ecr:DescribeRepositories",
  "ecr:ListImages",
  "ecr:PutImageScanningConfiguration",
  "ecr:PutImageTagMutability",
  "ecr:PutLifecyclePolicy",
  "ecr:TagResource",
] as const;

/** The action that the operator calls to delete a repository with its images. */
export const DELETE_ACTION = "ecr:DeleteRepository";

/**
 * The actions that ECR calls on a customer managed key, on behalf of the operator, when it creates or deletes a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export const KEY_ACTIONS = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"] as const;

/**
 * The actions that are denied outside the operator's repositories, whatever other policies allow: every change to a
 * repository, its images or the registry settings.
 */
export const DENIED_ACTIONS: readonly string[] = changePatterns();

/** The actions of `DENIED_ACTIONS` that change registry settings. */
export const DENIED_REGISTRY_ACTIONS: readonly string[] = changePatterns(
  ECR_ACTIONS.filter(({ resource }) => resource === "registry"),
);

/** The operator's permissions, and the repositories to which they apply. */
export interface OperatorPermissions {
  /** Account and region of the repositories. */
  readonly location: AwsLocation;
  /**
   * Repositories that the operator owns: prefixes that end in a slash (`sandbox/`), or exact names. The role has no
   * permissions on other repositories, and changes to them are denied.
   */
  readonly manages: Manages;
  /**
   * Whether the operator may delete repositories with their images. It deletes the repository of every deleted
   * `ECRRepository` resource, regardless of its `deletionPolicy`.
   *
   * If false, the repository stays, and a deleted resource keeps its finalizer while the operator retries forever. To remove
   * the resource, run
   * `kubectl patch ecrrepository NAME --type=merge --patch '{"metadata":{"finalizers":[]}}'`.
   * @default false
   */
  readonly allowDelete?: boolean;
  /**
   * ARNs of the customer managed KMS keys (not aliases) that encrypt the operator's repositories, in the repositories' region.
   * @default - only AWS managed keys
   */
  readonly kmsKeyArns?: readonly string[];
  /**
   * Names of the repositories that Terraform owns. Needed only if `manages` is too long to deny "everything but these" in one
   * policy. The policies then deny changes to the repositories listed here.
   * @default - unknown
   */
  readonly declaredRepositories?: readonly string[];
}

/** The statements that allow the operator its work. */
export function allowStatements({ location, manages, allowDelete, kmsKeyArns }: OperatorPermissions): ListStatement[] {
  const repositories: ListStatement = {
    Sid: "ManageOwnRepositories",
    Effect: "Allow",
    Action: allowDelete === true ? [...OPERATOR_ACTIONS, DELETE_ACTION] : OPERATOR_ACTIONS,
    Resource: ownedArns(location, manages),
  };
  const keys = [...new Set(kmsKeyArns ?? [])];
  if (keys.length === 0) return [repositories];
  return [repositories, { Sid: "EncryptOwnRepositories", Effect: "Allow", Action: KEY_ACTIONS, Resource: keys }];
}

/**
 * Denies changes to everything that the operator does not own, registry settings included: an action on the whole registry has
 * the resource `*`, which matches none of these ARNs. The size does not depend on the number of declared repositories.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 */
export function denyEverythingElse({ location, manages }: OperatorPermissions): PolicyStatement {
  return {
    Sid: "DenyChangesElsewhere",
    Effect: "Deny",
    Action: DENIED_ACTIONS,
    NotResource: ownedArns(location, manages),
  };
}

/** Denies changes to the declared repositories, one by one. */
export function denyDeclared(location: AwsLocation, declared: readonly string[]): ListStatement {
  return {
    Sid: "DenyDeclaredRepositories",
    Effect: "Deny",
    Action: DENIED_ACTIONS,
    Resource: [...new Set(declared)].flatMap((name) => repositoryArns(location, name)),
  };
}

/** Denies changes to registry settings. */
export function denyRegistrySettings(): PolicyStatement {
  return { Sid: "DenyRegistrySettings", Effect: "Deny", Action: DENIED_REGISTRY_ACTIONS, Resource: "*" };
}

/** The ARNs of each entry in each region: of a repository, or a pattern for the repositories below a prefix. */
export function ownedArns(location: AwsLocation, manages: Manages): string[] {
  return distinctEntries(manages).flatMap((entry) =>
    repositoryArns(location, entry.endsWith("/") ? `${entry}*` : entry),
  );
}
