import { publicRepositoryArn, repositoryArn, repositoryUrl, type AwsLocation } from "../../domain/aws/arn";
import { countText } from "../../domain/text/format";
import { type ExistingPublicRepository } from "../../domain/public-repositories/existing";
import { markedPublic } from "../../domain/public-repositories/settings";
import { type DifferenceWithOrigin } from "../../domain/repository/differences/origin";
import { type ExistingRepository } from "../../domain/repository/existing";
import { quotaText, usedQuotas, type QuotaFacts } from "../../domain/images/quotas";
import { type ImageScan } from "../../domain/images/image-scan";

/**
 * - `ready`: exists as declared
 * - `differs`: exists, but differs from its declaration
 * - `missing`: declared, but does not exist
 * - `unread`: exists, but could not be read completely
 * - `undeclared`: exists, but is not declared here
 */
export type RepositoryState = "ready" | "differs" | "missing" | "unread" | "undeclared";

/** The owner of a repository. `removed`: Terraform stopped managing it. */
export type RepositoryOwner = "terraform" | "operator" | "removed" | "nobody";

/** Totals of a repository's images. */
export interface ImagesRead extends QuotaFacts {
  readonly bytes: number;
  /** ISO 8601, of the image pushed last. */
  readonly lastPush?: string;
  /** Scan of the newest image that ECR scans. @default - there is none */
  readonly scan?: ImageScan;
}

/** Facts about one repository, private or public. */
export interface AnyReading<Existing> {
  readonly repositoryName: string;
  readonly owner: RepositoryOwner;
  /** @default - it does not exist */
  readonly existing?: Existing;
  readonly differences: readonly DifferenceWithOrigin[];
  /** Why parts of it could not be read. */
  readonly faults: readonly string[];
  /** ISO 8601. */
  readonly readAt: string;
}

/** Facts about one private repository. */
export interface RepositoryReading extends AnyReading<ExistingRepository> {
  /** @default - not requested, or could not be read */
  readonly images?: ImagesRead;
}

/** A repository's status, with the same keys as the operator's status where both have them. */
export interface RepositoryStatus {
  /** The name of a public repository begins with `public:`. */
  readonly repositoryName: string;
  readonly state: RepositoryState;
  /** Whether it exists as declared. @default - it is not declared, or could not be read completely */
  readonly ready?: boolean;
  readonly owner: RepositoryOwner;
  readonly repositoryArn: string;
  /** @default - a public repository that does not exist, because AWS assigns the alias in its URI */
  readonly repositoryUri?: string;
  readonly registryId: string;
  readonly creationDate?: string;
  readonly imageTagMutability?: string;
  readonly encryptionType?: string;
  readonly imageScanningConfiguration?: { readonly scanOnPush: boolean };
  readonly imageCount?: number;
  readonly imageBytes?: number;
  readonly lastPush?: string;
  readonly scan?: ImageScan;
  readonly differences: readonly DifferenceWithOrigin[];
  readonly faults: readonly string[];
  /** Quotas that are at least 90% used. @default - there are none */
  readonly warnings?: readonly string[];
  readonly message: string;
  /** When AWS was read. */
  readonly lastSyncTime: string;
}

/** Derives the status from the facts. */
export function repositoryStatus(reading: RepositoryReading, location: AwsLocation): RepositoryStatus {
  const { repositoryName, existing, images } = reading;
  return {
    ...headOf(reading),
    repositoryArn: existing?.repositoryArn ?? repositoryArn(location, repositoryName),
    repositoryUri: existing?.repositoryUri ?? repositoryUrl(location, repositoryName),
    registryId: existing?.registryId ?? location.account,
    ...(existing === undefined ? {} : settingsOf(existing)),
    ...(images === undefined ? {} : imagesOf(images)),
    ...restOf(reading),
    ...(images === undefined ? {} : warningsOf(images)),
  };
}

/** The status of a public repository, which has neither private settings nor counted images. */
export function publicRepositoryStatus(
  reading: AnyReading<ExistingPublicRepository>,
  { account }: AwsLocation,
): RepositoryStatus {
  const { repositoryName, existing } = reading;
  return {
    ...headOf(reading),
    repositoryName: markedPublic(repositoryName),
    repositoryArn: existing?.repositoryArn ?? publicRepositoryArn({ account }, repositoryName),
    ...(existing === undefined ? {} : { repositoryUri: existing.repositoryUri }),
    registryId: existing?.registryId ?? account,
    ...(existing?.createdAt === undefined ? {} : { creationDate: existing.createdAt }),
    ...restOf(reading),
  };
}

function headOf(reading: AnyReading<object>): Pick<RepositoryStatus, "repositoryName" | "state" | "ready" | "owner"> {
  const { repositoryName, owner } = reading;
  const state = stateOf(reading);
  const isKnown = state !== "undeclared" && state !== "unread";
  return { repositoryName, state, ...(isKnown ? { ready: state === "ready" } : {}), owner };
}

function restOf(
  reading: AnyReading<object>,
): Pick<RepositoryStatus, "differences" | "faults" | "message" | "lastSyncTime"> {
  const { differences, faults, readAt } = reading;
  return { differences, faults, message: messageOf(stateOf(reading), reading), lastSyncTime: readAt };
}

function stateOf({ owner, existing, differences, faults }: AnyReading<object>): RepositoryState {
  if (owner !== "terraform") return "undeclared";
  // A registry whose repositories could not be listed may have it.
  if (existing === undefined) return faults.length > 0 ? "unread" : "missing";
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

function warningsOf(images: ImagesRead): Pick<RepositoryStatus, "warnings"> {
  const warnings = usedQuotas(images).map(quotaText);
  return warnings.length === 0 ? {} : { warnings };
}

const OWNERS = {
  terraform: "not declared",
  nobody: "not declared",
  operator: "not declared: belongs to the operator",
  removed: "not declared: no longer managed (removed)",
} as const satisfies Record<RepositoryOwner, string>;

function messageOf(state: RepositoryState, { owner, differences, faults }: AnyReading<object>): string {
  const unread = faults.length > 0 ? "could not be read completely" : undefined;
  const parts: Record<RepositoryState, string | undefined> = {
    ready: "as declared",
    differs: countText(differences.length, "difference"),
    missing: "not in AWS yet; deploy it",
    unread: undefined,
    undeclared: OWNERS[owner],
  };
  return [parts[state], unread].filter((part) => part !== undefined).join("; ");
}
