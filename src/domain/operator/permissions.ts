import { repositoryArn, type AwsLocation } from "../aws/arn";
import { changePatterns, ECR_ACTIONS } from "../aws/ecr-actions";
import { type PolicyStatement } from "../iam/policy";
import { distinctEntries, type Manages } from "./manages";

/**
 * What the operator calls on a repository to create it and to keep its settings. It calls no other action, but for
 * `ecr:DeleteRepository`. Each of them is limited to repository ARNs.
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

/** What it calls to delete one, images and all. */
export const DELETE_ACTION = "ecr:DeleteRepository";

/**
 * What ECR does in the operator's name with a customer's key when it creates or deletes a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export const KEY_ACTIONS = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"] as const;

/**
 * What is denied outside the operator's repositories, whatever other policies its role may get: every change of a repository,
 * its images included, and of the registry's own settings.
 */
export const DENIED_ACTIONS: readonly string[] = changePatterns();

/** The same for the registry's own settings alone. */
export const DENIED_REGISTRY_ACTIONS: readonly string[] = changePatterns(
  ECR_ACTIONS.filter(({ resource }) => resource === "registry"),
);

/** What the operator may do, and where. */
export interface OperatorPermissions {
  /** Account and region of the repositories. */
  readonly location: AwsLocation;
  /**
   * Repositories that the operator owns: prefixes that end in a slash (`sandbox/`), or exact names. Nothing else is allowed
   * to it, and changes to anything else are denied.
   */
  readonly manages: Manages;
  /**
   * Whether the operator may delete repositories, images and all. It does so for every deleted `ECRRepository` resource,
   * whatever its `deletionPolicy` says.
   *
   * When false, a deleted resource keeps its finalizer and the operator tries again for ever; the repository stays.
   * Release the resource with
   * `kubectl patch ecrrepository NAME --type=merge --patch '{"metadata":{"finalizers":[]}}'`.
   * @default false
   */
  readonly allowDelete?: boolean;
  /**
   * ARNs of the customer's KMS keys (key ARNs, not aliases) that the operator's repositories are encrypted with; in the
   * repositories' region.
   * @default - only the keys that AWS manages
   */
  readonly kmsKeyArns?: readonly string[];
  /**
   * Names of the repositories that Terraform owns. Needed only where `manages` is so long that "everything but these" does
   * not fit one policy: then the repositories named here are denied instead.
   * @default - not known
   */
  readonly declaredRepositories?: readonly string[];
}

/** A statement about a list of resources, which may be spread over several documents. */
export interface ListStatement extends PolicyStatement {
  readonly Resource: readonly string[];
}

/** What is allowed. */
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
 * Denies changes to everything but the operator's own, the registry's settings included: IAM compares an action about the
 * whole registry with `*`, which is none of the ARNs here. Its size does not grow with what Terraform owns.
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
    Resource: [...new Set(declared)].map((name) => repositoryArn(location, name)),
  };
}

/** Denies changes to the registry's own settings. */
export function denyRegistrySettings(): PolicyStatement {
  return { Sid: "DenyRegistrySettings", Effect: "Deny", Action: DENIED_REGISTRY_ACTIONS, Resource: "*" };
}

/** ARNs of what is listed: a repository's, or a pattern for those below a prefix. */
export function ownedArns(location: AwsLocation, manages: Manages): string[] {
  return distinctEntries(manages).map((entry) => repositoryArn(location, entry.endsWith("/") ? `${entry}*` : entry));
}
