import { type Image as ImageManifest, type ImageDetail } from "@aws-sdk/client-ecr";
import { requireAccount } from "../../aws/identity";
import { type Environment } from "../../model/environment";
import { unknownUseNote } from "../../operations/images/in-use";
import { inventoryOf, type InventoryFacts, type Sort } from "../../operations/images/inventory";
import { parseTagSelector } from "../../operations/images/selectors";
import { imageListEntries, type ListedImage } from "../../operations/scan-gate/image-list";
import { requireEnvironment } from "../support/environments";
import { withInterrupts } from "../support/interrupts";
import { existingName, readRepositoryImages } from "../support/repository-images";
import { write } from "../support/write";
import { imagesJson, imagesTable, type ImageListing } from "./report";
import { readScans } from "./scans";

export interface ImagesOptions {
  readonly tag?: readonly string[];
  readonly sort: Sort;
  readonly limit?: string;
  readonly all?: boolean;
  readonly output: string;
}

export interface ImagesRequest extends ImagesOptions {
  readonly environment: string;
  readonly repository: string;
}

/** Images in a table. JSON has all of them. */
const TABLE_LIMIT = 50;

/** `ecr images`. */
export async function imagesCommand(root: string, request: ImagesRequest): Promise<void> {
  const { tag = [], sort, all = false, output } = request;
  const query = { tags: tag.map(parseTagSelector), sort, all };
  const limit = limitOf(request);
  const environment = requireEnvironment(root, request.environment);
  const repository = existingName(environment, request.repository);
  await withInterrupts(async (signal) => {
    await requireAccount(environment);
    const { details, notes, ...facts } = await readFacts(environment, repository);
    const { rows, leftOut } = inventoryOf(facts, query);
    const shown = rows.slice(0, limit);
    const scans = await readScans(environment, repository, { rows: shown, details, signal });
    const { inUse } = facts;
    const listing: ImageListing = {
      environment,
      repository,
      rows: shown,
      omitted: rows.length - shown.length,
      leftOut,
      isUseKnown: inUse.known,
      scans: scans.byDigest,
      notes: [...notes, ...(inUse.known ? [] : [unknownUseNote(inUse.why)]), ...scans.notes],
    };
    await write([output === "json" ? imagesJson(listing) : imagesTable(listing)]);
  });
}

function limitOf({ limit, output }: ImagesOptions): number {
  if (limit === undefined) return output === "json" ? Infinity : TABLE_LIMIT;
  if (/^[1-9]\d{0,6}$/.test(limit)) return Number(limit);
  throw new Error(`--limit: expected a number of images such as 20, found ${JSON.stringify(limit)}`);
}

interface Facts extends InventoryFacts {
  readonly details: ReadonlyMap<string, ImageDetail>;
  readonly notes: readonly string[];
}

async function readFacts(environment: Environment, repository: string): Promise<Facts> {
  const details = new Map<string, ImageDetail>();
  const artifactTypes = new Map<string, string>();
  const platforms = new Map<string, readonly ListedImage[]>();
  const onDetail = (detail: ImageDetail): void => {
    const { imageDigest = "", artifactMediaType } = detail;
    details.set(imageDigest, detail);
    if (artifactMediaType !== undefined) artifactTypes.set(imageDigest, artifactMediaType);
  };
  const onManifest = ({ imageId, imageManifest }: ImageManifest): void => {
    platforms.set(imageId?.imageDigest ?? "", platformsIn(imageManifest));
  };
  const read = await readRepositoryImages(environment, repository, { onDetail, onManifest });
  return { ...read, details, artifactTypes, platforms };
}

/** The platform images of a manifest list, without attestations; none if it cannot be read. */
function platformsIn(manifest: string | undefined): readonly ListedImage[] {
  try {
    return imageListEntries(manifest ?? "").images;
  } catch {
    return [];
  }
}
