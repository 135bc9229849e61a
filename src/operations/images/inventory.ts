import { type Image } from "../../domain/images/image";
import { type ListedImage } from "../scan-gate/image-list";
import { useOf, type ImagesInUse, type ImageUse } from "./in-use";
import { Relations, subjectOf } from "./relations";
import { type TagSelector } from "./selectors";
import { signatureKinds } from "./signatures";

/** `part`: an untagged image of a manifest list. `attachment`: a signature, attestation or SBOM. */
export type ImageKind = "image" | "list" | "part" | "attachment";

/** An image as `ecr images` shows it. */
export interface InventoryRow {
  readonly image: Image;
  readonly kind: ImageKind;
  /** `linux/amd64`. Empty if no manifest list gives the platform. */
  readonly platforms: readonly string[];
  /** Compressed size. That of a manifest list is the sum of its images. */
  readonly bytes: number;
  /** @default - the image is not in use, or it is unknown */
  readonly use?: ImageUse;
  /** Kinds of signatures that are attached. */
  readonly signatures: readonly string[];
  /** Digests of the images that ECR scans: the image itself, or the platform images of a list. */
  readonly scanned: readonly string[];
}

export interface InventoryFacts {
  readonly images: readonly Image[];
  readonly inUse: ImagesInUse;
  /** The platform images of manifest lists, by the digest of the list. */
  readonly platforms: ReadonlyMap<string, readonly ListedImage[]>;
  /** Artifact types by digest. */
  readonly artifactTypes: ReadonlyMap<string, string>;
}

export const SORTS = ["pushed", "pulled", "size", "tag"] as const;

export type Sort = (typeof SORTS)[number];

export interface InventoryQuery {
  /** Only images with a matching tag. @default - all images */
  readonly tags: readonly TagSelector[];
  /** Whether to include parts of manifest lists and attachments, which a tag rarely names. */
  readonly all: boolean;
  readonly sort: Sort;
}

export interface Inventory {
  readonly rows: readonly InventoryRow[];
  /** Number of parts of manifest lists, and of attachments, that the query leaves out. */
  readonly leftOut: { readonly parts: number; readonly attachments: number };
}

/** The images of a repository that a query selects, in its order. */
export function inventoryOf(facts: InventoryFacts, { tags, all, sort }: InventoryQuery): Inventory {
  const relations = new Relations(facts.images);
  const platformOf = new Map(
    [...facts.platforms.values()].flat().map(({ digest, platform }) => [digest, platform] as const),
  );
  const rows = facts.images
    .filter((image) => tags.length === 0 || image.tags.some((tag) => tags.some(({ matches }) => matches(tag))))
    .map((image) => rowOf(image, facts, relations, platformOf));
  const count = (wanted: ImageKind): number => (all ? 0 : rows.filter(({ kind }) => kind === wanted).length);
  const shown = rows.filter(({ kind }) => all || kind === "image" || kind === "list");
  return {
    rows: shown.sort(ORDERS[sort]),
    leftOut: { parts: count("part"), attachments: count("attachment") },
  };
}

function rowOf(
  image: Image,
  { inUse, platforms, artifactTypes }: InventoryFacts,
  relations: Relations,
  platformOf: ReadonlyMap<string, string | undefined>,
): InventoryRow {
  const kind = kindOf(image, relations);
  const listed = platforms.get(image.digest);
  const own = platformOf.get(image.digest);
  const use = useOf(image, inUse);
  const isScanned = kind !== "list" && kind !== "attachment" && image.status !== "archived";
  return {
    image,
    kind,
    platforms: listed?.flatMap(({ platform }) => platform ?? []) ?? (own === undefined ? [] : [own]),
    bytes: bytesOf(image, relations),
    ...(use === undefined ? {} : { use }),
    signatures: signatureKinds(relations.attachmentsOf(image), (digest) => artifactTypes.get(digest)),
    scanned: listed?.map(({ digest }) => digest) ?? (isScanned ? [image.digest] : []),
  };
}

function kindOf(image: Image, relations: Relations): ImageKind {
  if (subjectOf(image) !== undefined) return "attachment";
  if (image.tags.length === 0 && relations.listsOf(image).length > 0) return "part";
  return image.isManifestList ? "list" : "image";
}

function bytesOf(image: Image, relations: Relations): number {
  const parts = relations.partsOf(image);
  return parts.length === 0 ? image.bytes : parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

const TAG_ORDER = new Intl.Collator("en", { numeric: true });

/** The newest, the last pulled and the largest first. By tag, `v2` is before `v10`, and untagged images are last. */
const ORDERS: Readonly<Record<Sort, (a: InventoryRow, b: InventoryRow) => number>> = {
  pushed: (a, b) => b.image.pushedAt - a.image.pushedAt,
  pulled: (a, b) => (b.image.pulledAt ?? 0) - (a.image.pulledAt ?? 0) || ORDERS.pushed(a, b),
  size: (a, b) => b.bytes - a.bytes || ORDERS.pushed(a, b),
  tag: (a, b) => {
    const [[one], [other]] = [a.image.tags, b.image.tags];
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined) || ORDERS.pushed(a, b);
    }
    return TAG_ORDER.compare(one, other);
  },
};
