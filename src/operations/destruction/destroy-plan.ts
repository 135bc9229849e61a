import { publicRepositoryArn, repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { publicNameOf } from "../../domain/public-repositories/settings";
import { REGISTRY_KEY } from "../../domain/registry/key";
import { type DeletionPolicy } from "../../domain/repository/settings";
import { type OwnedRepository } from "./state";

/** What AWS has of a repository. */
export type Contents =
  | {
      readonly known: "images";
      readonly count: number;
      /** Sum of the images' sizes. */
      readonly bytes: number;
      /** Digests in the order in which AWS allows to delete them. Empty for a repository whose images stay. */
      readonly digests: readonly string[];
    }
  /** AWS has no repository of this name. */
  | { readonly known: "gone" }
  /** Not requested from AWS, because the repository is not in Terraform's state. */
  | { readonly known: "not-in-state" }
  | { readonly known: "nothing"; readonly why: string };

/** What happens to a repository when its environment is destroyed, and why. */
export type RepositoryOutcome =
  /** Terraform deletes it, with its images where `forceDelete` was deployed. */
  | { readonly kind: "delete"; readonly words: string }
  /** Its images are deleted first, because AWS deletes only an empty repository. */
  | { readonly kind: "empty"; readonly words: string }
  /** Terraform forgets it; AWS keeps it as it is. */
  | { readonly kind: "keep"; readonly words: string }
  /** Stops the destruction of the environment before anything is changed. */
  | { readonly kind: "refuse"; readonly words: string };

/** A repository in Terraform's state, with its contents and what happens to it. */
export interface RepositoryPlan {
  readonly owned: OwnedRepository;
  readonly contents: Contents;
  readonly outcome: RepositoryOutcome;
}

/** The current declaration of a repository in its environment. */
export interface DeclaredDeletion {
  /** @default - the repository is not declared */
  readonly deletionPolicy?: DeletionPolicy;
  readonly forceDelete?: boolean;
  /** Whether it is listed under `removed`. */
  readonly removed: boolean;
  /** Whether it is listed under `released`. @default false */
  readonly released?: boolean;
}

export interface DestroyMode {
  /** Whether the command asks no question. Images are then deleted only with `deleteImages`. */
  readonly unattended: boolean;
  /** Whether images may be deleted before their repository. */
  readonly deleteImages: boolean;
}

/** Decides what happens to a repository. Refuses in doubt. */
export function outcomeOf(
  owned: OwnedRepository,
  declared: DeclaredDeletion,
  contents: Contents,
  location: AwsLocation,
  { unattended, deleteImages }: DestroyMode,
): RepositoryOutcome {
  if (owned.repositoryName === REGISTRY_KEY)
    return declared.removed ? { kind: "keep", words: KEY_STAYS } : { kind: "refuse", words: KEY };
  const publicName = publicNameOf(owned.repositoryName);
  const arn =
    publicName === undefined
      ? repositoryArn(location, owned.repositoryName)
      : publicRepositoryArn(location, publicName);
  if (owned.arn !== undefined && owned.arn !== arn) return { kind: "refuse", words: elsewhere(owned.arn, location) };
  const kept = outcomeOfKept(owned, declared);
  if (kept !== undefined) return kept;
  if (publicName !== undefined) return { kind: "refuse", words: PUBLIC };
  switch (contents.known) {
    case "not-in-state":
      return { kind: "refuse", words: POLICIES_ONLY };
    case "gone":
      return { kind: "delete", words: "the repository no longer exists in AWS." };
    case "nothing":
      return { kind: "refuse", words: `the images cannot be counted. ${contents.why}` };
    case "images":
      break;
  }
  if (contents.count === 0) return { kind: "delete", words: "the repository does not contain images." };
  if (unattended && !deleteImages) return { kind: "refuse", words: UNATTENDED };
  if (owned.forceDelete) return { kind: "delete", words: FORCED };
  if (deleteImages)
    return { kind: "empty", words: "the images are deleted first (--delete-images), then the repository." };
  return { kind: "refuse", words: declared.forceDelete === true ? FORCE_NOT_DEPLOYED : FULL };
}

/** The outcome that declarations and guards decide, whatever the repository contains. */
function outcomeOfKept(
  { arn, retained, policies }: OwnedRepository,
  { deletionPolicy, removed, released = false }: DeclaredDeletion,
): RepositoryOutcome | undefined {
  if (removed) return { kind: "keep", words: `listed under \`removed\`. ${STAYS}` };
  if (deletionPolicy === "Retain") return { kind: "refuse", words: retained ? RETAINED_AND_GUARDED : RETAINED };
  if (deletionPolicy === "Orphan") return { kind: "keep", words: `deletionPolicy is Orphan. ${STAYS}` };
  if (retained && !released) {
    return { kind: "refuse", words: deletionPolicy === undefined ? GUARDED_UNDECLARED : GUARDED };
  }
  return arn === undefined && policies.length === 0 ? { kind: "keep", words: GUARD_ONLY } : undefined;
}

/** Without the repository's name, so that it is one reason for all repositories in an account and region. */
function elsewhere(arn: string, { account, region }: AwsLocation): string {
  const [, , service, foundRegion = "", foundAccount = ""] = arn.split(":");
  const found =
    service === "ecr" && (foundRegion !== region || foundAccount !== account)
      ? `account ${foundAccount}, ${foundRegion}`
      : arn;
  return `expected account ${account}, ${region}, found ${found} in Terraform's state.`;
}

const PUBLIC =
  "it is public, and this command does not count the images of public repositories. To delete the repository, replace its declaration with public:<name> under `released`, and deploy. To leave it in AWS, replace its declaration with public:<name> under `removed`.";
const KEY_STAYS = "listed under `removed`. Terraform stops managing the key. It stays in KMS.";
const KEY =
  "it is the registry's KMS key, without which the images that it encrypts cannot be read, so Terraform will not destroy it or anything else in its stack. Remove registry.key. To leave the key in KMS, list key:registry under `removed`. To have it deleted, list it under `released`, and deploy.";
const STAYS = "Terraform stops managing the repository. It stays in AWS with its images.";
const NOT_DESTROYED = "Terraform will not destroy the repository or anything else in its stack";
const RETAINED = `deletionPolicy is Retain, so ${NOT_DESTROYED}. To leave it in AWS, replace its declaration with an entry under \`removed\`. To delete it, set \`deletionPolicy: Delete\`.`;
const RETAINED_AND_GUARDED = `${RETAINED.slice(0, -1)} and list it under \`released\`.`;
const PROTECTED = `Terraform's state contains a guard for it (terraform_data.retained_<n>), so ${NOT_DESTROYED}`;
const GUARDED = `${PROTECTED}. To delete it, list it under \`released\`. To leave it in AWS, replace its declaration with an entry under \`removed\`.`;
const GUARDED_UNDECLARED = `it is no longer declared, but ${PROTECTED}. To keep it, declare it again. To leave it in AWS without Terraform, list it under \`removed\`. To delete it, list it under \`released\`.`;
const GUARD_ONLY =
  "Terraform's state contains the repository's guard (terraform_data.retained_<n>), but not the repository.";
const POLICIES_ONLY =
  "expected the repository in Terraform's state, found only its policies. To keep the policies in AWS, list the repository under `removed`. To delete them, import the repository first.";
const UNATTENDED =
  "the repository contains images, and --yes alone does not delete them. To delete the images, add --delete-images.";
const FORCED =
  "forceDelete is deployed, so AWS deletes the repository with all its images, even those that are pushed after this count.";
const FULL = "AWS does not delete a repository that contains images. To delete the images first, add --delete-images.";
const FORCE_NOT_DEPLOYED = `${FULL.slice(0, -1)}, or deploy the declared forceDelete: true.`;
