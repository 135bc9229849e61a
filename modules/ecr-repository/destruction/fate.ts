import { repositoryArn, type AwsLocation } from "../../core/aws";
import { type DeletionPolicy } from "../settings";
import { type OwnedRepository } from "./state";

/** What AWS holds of a repository. */
export type Contents =
  | { readonly known: "images"; readonly count: number; /** Sum of the images' sizes. */ readonly bytes: number }
  /** Somebody has deleted it; Terraform does not know yet. */
  | { readonly known: "gone" }
  | { readonly known: "nothing"; readonly why: string };

/** What is to become of a repository when its environment is destroyed. */
export type Fate =
  /** Terraform deletes it, with its images where `forceDelete` was deployed. */
  | { readonly kind: "delete"; readonly words: string }
  /** Its images are deleted first, since AWS deletes only empty ones. */
  | { readonly kind: "empty"; readonly words: string }
  /** Terraform forgets it; it stays in AWS as it is. */
  | { readonly kind: "let-go"; readonly words: string }
  /** It stops the destruction of the whole environment, before anything is done. */
  | { readonly kind: "refuse"; readonly words: string };

/** What an environment says about a repository, now. */
export interface Declared {
  /** @default - it is not declared (any more) */
  readonly deletionPolicy?: DeletionPolicy;
  readonly forceDelete?: boolean;
  /** Whether it is among those that Terraform lets go of. */
  readonly removed: boolean;
}

export interface DestroyWishes {
  /** Whether nobody is asked. Images then go only on demand. */
  readonly unattended: boolean;
  /** Whether images may be deleted before their repository is. */
  readonly deleteImages: boolean;
}

/** Decides over one repository. Whatever is in doubt refuses. */
export function fateOf(
  owned: OwnedRepository,
  declared: Declared,
  contents: Contents,
  location: AwsLocation,
  { unattended, deleteImages }: DestroyWishes,
): Fate {
  const { repositoryName, arn, forceDelete } = owned;
  if (arn !== repositoryArn(location, repositoryName)) {
    return {
      kind: "refuse",
      words: `the state has it as ${arn}, which is not in account ${location.account}, ${location.region}`,
    };
  }
  if (declared.removed) return { kind: "let-go", words: "named under removed: stays in AWS with its images" };
  if (declared.deletionPolicy === "Retain") return { kind: "refuse", words: RETAINED };
  if (declared.deletionPolicy === "Orphan") return { kind: "let-go", words: "Orphan: stays in AWS with its images" };
  if (contents.known === "gone") return { kind: "delete", words: "is not in AWS any more" };
  if (contents.known === "nothing") return { kind: "refuse", words: `its images cannot be counted: ${contents.why}` };
  if (contents.count === 0) return { kind: "delete", words: "is deleted" };
  if (unattended && !deleteImages) {
    return { kind: "refuse", words: "has images: --yes deletes none; say --delete-images as well" };
  }
  if (forceDelete) return { kind: "delete", words: "is deleted with its images (forceDelete)" };
  if (deleteImages) return { kind: "empty", words: "its images are deleted (--delete-images), then itself" };
  return { kind: "refuse", words: declared.forceDelete === true ? FORCE_NOT_DEPLOYED : FULL };
}

const RETAINED =
  "Retain: Terraform refuses to destroy it, and nothing else of its stack; move its name to removed to leave it in AWS, or set deletionPolicy: Delete";
const FULL = "AWS refuses to delete it while it has images; --delete-images deletes them first";
const FORCE_NOT_DEPLOYED = `${FULL}, or deploy its forceDelete: true, which the state does not have yet`;
