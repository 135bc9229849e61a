import { isMapping } from "../../problems/mapping";
import { oneOf, quoteValue } from "../../problems/problem";
import { type Image, type ImageStatus } from "../image";
import { timeOf } from "./time";

/** An image with its repository and account, if the listing has them, or the message of a fault. */
export type ReadImage =
  | {
      readonly image: Image;
      readonly repository: string | undefined;
      readonly account: string | undefined;
      readonly sizeKnown: boolean;
      /**
       * Fields that a listing with chosen fields (`--query`) lacks, and that change what images count as. Empty if the listing
       * has all fields.
       */
      readonly lacks: readonly (keyof typeof ASSUMED)[];
    }
  | {
      readonly fault: string;
      /** @default - a field has a wrong value */
      readonly missing?: string;
    };

/** An algorithm and a value of any length. */
const DIGEST = /^[a-z0-9][a-z0-9.+_-]*:[\w=+-]+$/;
const OTHER_TIMES = ["lastRecordedPullTime", "lastArchivedAt", "lastActivatedAt"] as const;
const STATUSES: Readonly<Record<string, ImageStatus>> = {
  ACTIVE: "active",
  ARCHIVED: "archived",
  ACTIVATING: "activating",
};
/** Media types of single-image manifests. */
export const IMAGE_MANIFEST_TYPES: ReadonlySet<string> = new Set([
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
]);
/** Media types of manifest lists (multi-architecture images). */
export const MANIFEST_LIST_TYPES: ReadonlySet<string> = new Set([
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.index.v1+json",
]);

/** Reads one entry of `imageDetails`. */
export function readImage(detail: unknown): ReadImage {
  if (!isMapping(detail)) {
    const fault = `expected an object with imageDigest and imagePushedAt, found ${quoteValue(detail)}`;
    return { fault, missing: "imageDigest" };
  }
  const digest = detail["imageDigest"];
  if (typeof digest !== "string" || !DIGEST.test(digest)) {
    const found = foundInstead(digest, detail);
    const fault = `imageDigest: expected a digest ("sha256:" and hexadecimal digits), found ${found}`;
    return { fault, ...missing("imageDigest", digest) };
  }
  // AWS always names account and repository, and leaves out imageTags of untagged images.
  const isQueried = !("registryId" in detail || "repositoryName" in detail);
  if (isQueried && !("imageTags" in detail)) {
    const fault = `imageTags of ${digest}: expected a list of tags, or null, in a listing from --query, found nothing`;
    return { fault, missing: "imageTags" };
  }
  const tags = tagsOf(detail["imageTags"]);
  if (tags === undefined) {
    return { fault: `imageTags of ${digest}: expected a list of tags, found ${quoteValue(detail["imageTags"])}` };
  }
  const pushedAt = timeOf(detail["imagePushedAt"]);
  if (pushedAt === undefined) {
    const fault = timeFault("imagePushedAt", digest, detail);
    return { fault, ...missing("imagePushedAt", detail["imagePushedAt"]) };
  }
  const pulledAt = timeOf(detail["lastRecordedPullTime"]);
  const archivedAt = timeOf(detail["lastArchivedAt"]);
  const activatedAt = timeOf(detail["lastActivatedAt"]);
  const otherTimes = [pulledAt, archivedAt, activatedAt];
  const wrongTime = OTHER_TIMES.find((name, index) => otherTimes[index] === undefined && isGiven(detail[name]));
  if (wrongTime !== undefined) return { fault: timeFault(wrongTime, digest, detail) };
  const size = detail["imageSizeInBytes"];
  if (isGiven(size) && !(Number.isSafeInteger(size) && Number(size) >= 0)) {
    return { fault: `imageSizeInBytes of ${digest}: expected a whole number of bytes, found ${quoteValue(size)}` };
  }
  const status = statusOf(detail["imageStatus"]);
  if (status === undefined) {
    return {
      fault: `imageStatus of ${digest}: expected ${oneOf(Object.keys(STATUSES))}, found ${quoteValue(detail["imageStatus"])}`,
    };
  }
  const subject = detail["subjectManifestDigest"];
  const repository = detail["repositoryName"];
  const account = detail["registryId"];
  return {
    image: {
      digest,
      tags,
      bytes: typeof size === "number" ? size : 0,
      isManifestList: MANIFEST_LIST_TYPES.has(String(detail["imageManifestMediaType"])),
      status,
      pushedAt,
      pulledAt,
      archivedAt,
      activatedAt,
      subject: typeof subject === "string" && subject !== "" ? subject : undefined,
      parts: undefined,
      // DescribeImages does not have it. Amazon Inspector's coverage of images does.
      ...(Number.isSafeInteger(detail["inUseCount"]) ? { inUseCount: Number(detail["inUseCount"]) } : {}),
    },
    repository: typeof repository === "string" ? repository : undefined,
    account: typeof account === "string" ? account : undefined,
    sizeKnown: isGiven(size),
    lacks: isQueried ? MEANINGFUL.filter((field) => !(field in detail)) : [],
  };
}

/** What an image counts as without a field. */
export const ASSUMED = {
  imageManifestMediaType: "a single image",
  imageStatus: "active",
  subjectManifestDigest: "not attached to another image",
} as const;

const MEANINGFUL = Object.keys(ASSUMED) as readonly (keyof typeof ASSUMED)[];

function missing(field: string, value: unknown): { readonly missing?: string } {
  return isGiven(value) ? {} : { missing: field };
}

/** A value, or for none the keys that an entry has instead. */
function foundInstead(value: unknown, entry: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(entry);
  return value !== undefined || keys.length === 0 ? quoteValue(value) : `only ${oneOf(keys, "and")}`;
}

const NO_TAGS: readonly string[] = [];

function tagsOf(value: unknown): readonly string[] | undefined {
  if (!isGiven(value)) return NO_TAGS;
  return Array.isArray(value) && value.every((tag) => typeof tag === "string") ? value : undefined;
}

function statusOf(value: unknown): ImageStatus | undefined {
  if (!isGiven(value)) return "active";
  return typeof value === "string" && Object.hasOwn(STATUSES, value) ? STATUSES[value] : undefined;
}

function timeFault(field: string, digest: string, detail: Readonly<Record<string, unknown>>): string {
  const expected = 'a time with a time zone, such as "2026-01-31T10:20:30Z", or seconds since 1970';
  return `${field} of ${digest}: expected ${expected}, found ${quoteValue(detail[field])}`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
