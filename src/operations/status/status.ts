import { repositoryArn, repositoryUrl, type AwsLocation } from "../../domain/aws/arn";
import { countText } from "../../domain/text/format";
import { type RepositoryDifference } from "../../domain/repository/differences/difference";
import { type ExistingRepository } from "../../domain/repository/existing";
import { type ImageScan } from "../../domain/images/image-scan";

/**
 * - `ready`: it is there, and as it is declared
 * - `differs`: it is there, and something is otherwise than declared
 * - `missing`: it is declared, and not there
 * - `unread`: it is there, but not all of it could be read
 * - `undeclared`: it is there, and nobody declares it here
 */
export type RepositoryState = "ready" | "differs" | "missing" | "unread" | "undeclared";

/** Whose a repository is; `removed` are those that Terraform has let go of. */
export type RepositoryOwner = "terraform" | "operator" | "removed" | "nobody";

/** What was read of a repository's images. */
export interface ImagesRead {
  /** All of them, untagged and archived ones too. */
  readonly count: number;
  readonly bytes: number;
  /** ISO 8601, of the image pushed last. */
  readonly lastPush?: string;
  /** Of the newest image that ECR scans. @default - there is none */
  readonly scan?: ImageScan;
}

/** What was learned of one repository. */
export interface RepositoryReading {
  readonly repositoryName: string;
  readonly owner: RepositoryOwner;
  /** @default - it is not there */
  readonly existing?: ExistingRepository;
  readonly differences: readonly RepositoryDifference[];
  /** @default - not asked for, or not told */
  readonly images?: ImagesRead;
  /** Why parts of it could not be read. */
  readonly faults: readonly string[];
  /** ISO 8601. */
  readonly readAt: string;
}

/** A repository's status; keys that the operator's status has are called as there. */
export interface RepositoryStatus {
  readonly repositoryName: string;
  readonly state: RepositoryState;
  /** Whether it is there and as declared. @default - nobody declares it, or it could not be read in full */
  readonly ready?: boolean;
  readonly owner: RepositoryOwner;
  readonly repositoryArn: string;
  readonly repositoryUri: string;
  readonly registryId: string;
  readonly creationDate?: string;
  readonly imageTagMutability?: string;
  readonly encryptionType?: string;
  readonly imageScanningConfiguration?: { readonly scanOnPush: boolean };
  readonly imageCount?: number;
  readonly imageBytes?: number;
  readonly lastPush?: string;
  readonly scan?: ImageScan;
  readonly differences: readonly RepositoryDifference[];
  readonly faults: readonly string[];
  readonly message: string;
  /** When AWS was asked. */
  readonly lastSyncTime: string;
}

/** The status that a reading comes to. */
export function repositoryStatus(reading: RepositoryReading, location: AwsLocation): RepositoryStatus {
  const { repositoryName, owner, existing, differences, images, faults, readAt } = reading;
  const state = stateOf(reading);
  return {
    repositoryName,
    state,
    ...(state === "undeclared" || state === "unread" ? {} : { ready: state === "ready" }),
    owner,
    repositoryArn: existing?.repositoryArn ?? repositoryArn(location, repositoryName),
    repositoryUri: existing?.repositoryUri ?? repositoryUrl(location, repositoryName),
    registryId: existing?.registryId ?? location.account,
    ...(existing === undefined ? {} : settingsOf(existing)),
    ...(images === undefined ? {} : imagesOf(images)),
    differences,
    faults,
    message: messageOf(state, reading),
    lastSyncTime: readAt,
  };
}

function stateOf({ owner, existing, differences, faults }: RepositoryReading): RepositoryState {
  if (owner !== "terraform") return "undeclared";
  if (existing === undefined) return "missing";
  if (differences.length > 0) return "differs";
  return faults.length > 0 ? "unread" : "ready";
}

function settingsOf({ createdAt, imageTagMutability, encryptionType, scanOnPush }: ExistingRepository) {
  return {
    ...(createdAt === undefined ? {} : { creationDate: createdAt }),
    imageTagMutability,
    encryptionType,
    imageScanningConfiguration: { scanOnPush },
  };
}

function imagesOf({ count, bytes, lastPush, scan }: ImagesRead) {
  return {
    imageCount: count,
    imageBytes: bytes,
    ...(lastPush === undefined ? {} : { lastPush }),
    ...(scan === undefined ? {} : { scan }),
  };
}

const OWNERS = {
  terraform: "not declared",
  nobody: "not declared",
  operator: "not declared: the operator's",
  removed: "not declared: let go of (removed)",
} as const satisfies Record<RepositoryOwner, string>;

function messageOf(state: RepositoryState, { owner, differences, faults }: RepositoryReading): string {
  const unread = faults.length > 0 ? "not all of it could be read" : undefined;
  const parts: Record<RepositoryState, string | undefined> = {
    ready: "as declared",
    differs: countText(differences.length, "difference"),
    missing: "not in AWS: deploy it",
    unread: undefined,
    undeclared: OWNERS[owner],
  };
  return [parts[state], unread].filter((part) => part !== undefined).join("; ");
}
