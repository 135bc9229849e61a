import { type Image as ImageManifest, type ImageDetail } from "@aws-sdk/client-ecr";
import { requireAccount } from "../../aws/identity";
import { type Environment } from "../../model/environment";
import { unknownUseNote } from "../../operations/images/in-use";
import { inventoryOf, type InventoryFacts, type Sort, type InventoryRow } from "../../operations/images/inventory";
import { parseTagSelector } from "../../operations/images/selectors";
import { imageListEntries, type ListedImage } from "../../operations/scan-gate/image-list";
import { requireEnvironment } from "../support/environments";
import { withInterrupts } from "../support/interrupts";
import { existingName, readRepositoryImages } from "../support/repository-images";
import { write } from "../support/write";
import { imagesJson, imagesTable, type ImageListing } from "./report";
import { imageScan } from "../../aws/images";
import { mapConcurrently } from "../../aws/map-concurrently";
import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { refusalOf } from "../../aws/refusal";
import { combinedScan, type ImageScan } from "../../domain/images/image-scan";
import { counting } from "../support/counter";

export interface ImagesOptions {
  readonly tag?: readonly string[];
  readonly sort: Sort;
  readonly limit?: string;
  readonly all?: boolean;
  readonly output: string;
}

/** Images in a table. JSON has all of them. */
const TABLE_LIMIT = 50;

export async function imagesCommand(root: string, name: string, wanted: string, options: ImagesOptions): Promise<void> {
  const { tag = [], sort, all = false, output } = options;
  const query = { tags: tag.map(parseTagSelector), sort, all };
  const limit = limitOf(options);
  const environment = requireEnvironment(root, name);
  const repository = existingName(environment, wanted);
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

export interface ScansRequest {
  readonly rows: readonly InventoryRow[];
  readonly details: ReadonlyMap<string, ImageDetail>;
  readonly signal: AbortSignal;
}

export interface Scans {
  /** By the digest of the image or of the manifest list. */
  readonly byDigest: ReadonlyMap<string, ImageScan>;
  /** Why scans are missing, one sentence each. */
  readonly notes: readonly string[];
}

/** Reads the scans of images. Basic scans need a request each, because DescribeImages does not include them. */
export async function readScans(
  environment: Environment,
  repositoryName: string,
  { rows, details, signal }: ScansRequest,
): Promise<Scans> {
  const id = { registryId: environment.location.account, repositoryName };
  const wanted = [...new Set(rows.flatMap(({ scanned }) => scanned))].flatMap((digest) => details.get(digest) ?? []);
  const outcomes = await counting("scans read", ({ log, update: onDone }) =>
    withClient(ecrClient(environment, { log }), (client) =>
      mapConcurrently(wanted, (detail) => imageScan(client, id, detail), { signal, onDone }),
    ),
  );
  const read = new Map(
    outcomes.flatMap((outcome) => (outcome.ok ? [[outcome.value.digest, outcome.value] as const] : [])),
  );
  const refused = outcomes.find((outcome) => !outcome.ok);
  const byDigest = new Map<string, ImageScan>();
  for (const { image, scanned } of rows) {
    const scans = scanned.flatMap((digest) => read.get(digest) ?? []);
    const scan = scans.length === scanned.length ? combinedScan(scans) : undefined;
    if (scan !== undefined) byDigest.set(image.digest, scan);
  }
  if (refused?.ok !== false) return { byDigest, notes: [] };
  const { message } = refusalOf(refused.reason, "read scans (ecr:DescribeImageScanFindings)", environment);
  return { byDigest, notes: [`Findings are incomplete: ${message}.`] };
}
