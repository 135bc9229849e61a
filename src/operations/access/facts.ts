import { type AwsLocation } from "../../domain/aws/arn";
import { type Tags } from "../../domain/aws/tags";
import { type NamedPolicy } from "../../domain/iam/attached-policies";
import { type Truth } from "../../domain/iam/evaluation/truth";

/** The policies that decide about an environment's repositories, from its declarations or from AWS. */
export interface AccessFacts {
  readonly location: AwsLocation;
  readonly repositories: readonly RepositoryFacts[];
  readonly roles: readonly RoleFacts[];
  /** Policy of the registry. @default - there is none */
  readonly registry?: RegistryFacts;
}

export interface RepositoryFacts {
  readonly repositoryName: string;
  /** The repository's policy document. @default - it has none */
  readonly policy?: unknown;
  readonly tags: Tags;
  /** Why the policy could not be read. @default - it was read */
  readonly unread?: string;
}

/** A repository whose policy could not be read. */
export interface UnreadRepository {
  readonly repositoryName: string;
  readonly why: string;
}

/** A role that the environment declares. */
export interface RoleFacts {
  readonly arn: string;
  /** What the role is for: `CI role`. */
  readonly purpose: string;
  /** @default - they could not be read */
  readonly policies?: readonly NamedPolicy[];
  /** Whether the role may have other policies, because it is not declared itself. @default false */
  readonly hasOthers?: boolean;
  /** Permissions boundary; its document may be unknown. @default - there is none */
  readonly boundary?: { readonly name: string; readonly document?: unknown };
}

export interface RegistryFacts {
  readonly document: unknown;
  /** Whether the policy decides about every request (scope `V2`); unknown if the scope is. */
  readonly inForce: Truth;
}
