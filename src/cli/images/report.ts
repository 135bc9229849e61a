import { findingsText, type ImageScan } from "../../domain/images/image-scan";
import { type ImageStatus } from "../../domain/images/image";
import { bytesText, countText, dayText, listText, shortDigest } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { type Inventory, type InventoryRow } from "../../operations/images/inventory";
import { columns, fitted, terminalWidth, forTerminal } from "../support/terminal";
import { jsonText } from "../support/write";

export interface ImageListing extends Inventory {
  readonly environment: Environment;
  readonly repository: string;
  /** Number of images beyond the limit. */
  readonly omitted: number;
  readonly isUseKnown: boolean;
  /** By digest. */
  readonly scans: ReadonlyMap<string, ImageScan>;
  /** One sentence each. */
  readonly notes: readonly string[];
}

const MAX_TAGS = 3;
const CLASSES: Readonly<Record<ImageStatus, string>> = {
  active: "standard",
  archived: "archive",
  activating: "restoring",
};
const HEADING = ["tags", "pushed", "last pull", "in use", "size", "findings", "class", "signed", "platforms", "digest"];

/** The images as a table. Tags are first, because a terminal cuts off the end of a line. */
export function imagesTable(listing: ImageListing): string {
  const { environment, repository, rows, omitted, leftOut, notes } = listing;
  const { account, region } = environment.location;
  const lines = [`${environment.name} ${repository} (account ${account}, ${region})`, ""];
  if (rows.length === 0) lines.push("No images found.");
  else lines.push(...fitted(columns([HEADING, ...rows.map((row) => cells(row, listing))]), terminalWidth()));
  if (omitted > 0) lines.push(`and ${countText(omitted, "more image")}; to show more, increase --limit`);
  const others = [
    ...(leftOut.parts === 0 ? [] : [countText(leftOut.parts, "image in a manifest list", "images in manifest lists")]),
    ...(leftOut.attachments === 0
      ? []
      : [countText(leftOut.attachments, "signature, attestation or SBOM", "signatures, attestations and SBOMs")]),
  ];
  if (others.length > 0) lines.push("", `Not shown: ${others.join(", ")}. To show them, add --all.`);
  if (notes.length > 0) lines.push("", ...notes.map((note) => forTerminal(`Note: ${note}`)));
  return `${lines.join("\n")}\n`;
}

function cells({ image, bytes, use, signatures, platforms, scanned }: InventoryRow, listing: ImageListing): string[] {
  const { digest, tags, pushedAt, pulledAt, status } = image;
  const scan = listing.scans.get(digest);
  return [
    tags.length === 0 ? "(untagged)" : listText(tags, MAX_TAGS),
    dayText(pushedAt),
    dayText(pulledAt),
    listing.isUseKnown ? String(use?.count ?? "-") : "?",
    bytesText(bytes),
    scan === undefined ? (scanned.length === 0 ? "-" : "?") : findingsText(scan),
    CLASSES[status],
    signatures.length === 0 ? "-" : signatures.join(", "),
    platforms.length === 0 ? "-" : listText(platforms, MAX_TAGS),
    shortDigest(digest),
  ];
}

/** The images as JSON, in the shape that `--help` documents. */
export function imagesJson({ environment, repository, rows, omitted, scans, notes }: ImageListing): string {
  const images = rows.map((row) => record(row, scans.get(row.image.digest)));
  const shape = { environment: environment.name, ...environment.location, repository, images, omitted, notes };
  return jsonText(shape);
}

function record({ image, kind, platforms, bytes, use, signatures }: InventoryRow, scan: ImageScan | undefined): object {
  const { digest, tags, pushedAt, pulledAt, status } = image;
  return {
    digest,
    tags,
    kind,
    platforms,
    bytes,
    storageClass: CLASSES[status],
    pushedAt: new Date(pushedAt).toISOString(),
    pulledAt: pulledAt === undefined ? undefined : new Date(pulledAt).toISOString(),
    inUse: use,
    scan: scan && { status: scan.status, severities: scan.severities, completedAt: scan.completedAt },
    signatures,
  };
}
