import { type ImageDetail } from "@aws-sdk/client-ecr";
import { imageScan } from "../../aws/images";
import { mapConcurrently } from "../../aws/map-concurrently";
import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { refusalOf } from "../../aws/refusal";
import { combinedScan, type ImageScan } from "../../domain/images/image-scan";
import { type Environment } from "../../model/environment";
import { type InventoryRow } from "../../operations/images/inventory";
import { counting } from "../support/counter";

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
