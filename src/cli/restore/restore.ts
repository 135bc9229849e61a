import { setTimeout as sleep } from "node:timers/promises";
import { type ECRClient } from "@aws-sdk/client-ecr";
import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { refusalOf } from "../../aws/refusal";
import { listedDigests, restoreImage, storedImages, type StoredImage } from "../../aws/restore-image";
import { countText } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { durationText } from "../../domain/text/duration";
import { parseImageReference, type ImageReference } from "../../operations/scan-gate/reference";
import { withInterrupts } from "../support/interrupts";
import { registryOf } from "../support/scans/registry";
import { waitOption } from "../support/time-options";
import { jsonText, write } from "../support/write";

export interface RestoreOptions {
  readonly env?: string;
  readonly wait: string;
  readonly output: string;
}

const FIRST_PAUSE_MS = 2000;
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 30_000;

export async function restoreCommand(root: string, image: string, options: RestoreOptions): Promise<void> {
  const reference = parseImageReference(image);
  const wait = waitOption(options.wait);
  const environment = await registryOf(root, { image, reference, env: options.env }, process.env);
  const images = await withInterrupts((signal) => restored(environment, reference, wait, signal));
  const isRestored = images.every(({ status }) => status === "ACTIVE");
  const { account: registryId, region } = environment.location;
  const { repositoryName } = reference;
  const digest = images[0]?.digest;
  const record = {
    image: { reference: image, registryId, region, repositoryName, digest },
    restored: isRestored,
    images: images.map(({ digest: each, status }) => ({ digest: each, status })),
  };
  await write([options.output === "json" ? jsonText(record) : resultText(image, images, wait)]);
  if (!isRestored && wait > 0) process.exitCode = 1;
}

interface RestoredImage extends StoredImage {
  readonly wasArchived: boolean;
}

function resultText(image: string, images: readonly RestoredImage[], wait: number): string {
  const left = images.filter(({ status }) => status !== "ACTIVE").length;
  if (left > 0) {
    const still = `${image}: ECR is still restoring ${left} of ${countText(images.length, "image")}`;
    return wait === 0
      ? `${still}. To see the progress, run the command again.\n`
      : `${still} after ${durationText(wait)}.\n`;
  }
  if (images.some(({ wasArchived }) => wasArchived)) return `${image}: the image was restored and can be pulled.\n`;
  return `${image}: the image is not in the archive and can be pulled.\n`;
}

/** Restores an image, and then those of its manifest list, which cannot be read before. */
async function restored(
  environment: Environment,
  { repositoryName, tag, digest }: ImageReference,
  wait: number,
  signal: AbortSignal,
): Promise<RestoredImage[]> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const id = { registryId: environment.location.account, repositoryName };
  const deadline = performance.now() + wait;
  const what = `restore an image of ${repositoryName} (ecr:UpdateImageStorageClass)`;
  return withClient(ecrClient(environment, { log }), async (client) => {
    const wanted = digest === undefined ? { imageTag: tag } : { imageDigest: digest };
    const restore = async (ids: Parameters<typeof storedImages>[2]): Promise<RestoredImage[]> =>
      restoreAll(client, id, await storedImages(client, id, ids), { deadline, log, signal });
    const [image] = await restore([wanted]);
    if (image === undefined) throw new Error(`AWS did not return the image`);
    if (!image.isManifestList || image.status !== "ACTIVE") return [image];
    const parts = (await listedDigests(client, id, image.digest)).map((imageDigest) => ({ imageDigest }));
    return [image, ...(await restore(parts))];
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw refusalOf(cause, what, environment);
  });
}

interface RestoringOptions {
  /** As `performance.now()`. */
  readonly deadline: number;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Restores the archived images, and waits until all are active or the deadline has passed. */
async function restoreAll(
  client: ECRClient,
  id: { readonly registryId: string; readonly repositoryName: string },
  found: readonly StoredImage[],
  { deadline, log, signal }: RestoringOptions,
): Promise<RestoredImage[]> {
  let images: StoredImage[] = [];
  for (const image of found) {
    signal.throwIfAborted();
    const isArchived = image.status === "ARCHIVED";
    images.push(isArchived ? { ...image, status: await restoreImage(client, id, image.digest) } : image);
  }
  const isActive = ({ status }: StoredImage): boolean => status === "ACTIVE";
  const waitsFor = images.filter((image) => !isActive(image)).length;
  if (waitsFor > 0) log(`waiting until ECR has restored ${countText(waitsFor, "image")}`);
  for (let pause = FIRST_PAUSE_MS; !images.every(isActive); pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
    const left = deadline - performance.now();
    if (left <= 0) break;
    await sleep(Math.min(pause, left), undefined, { signal });
    const ids = images.map(({ digest: imageDigest }) => ({ imageDigest }));
    images = await storedImages(client, id, ids);
  }
  const before = new Map(found.map(({ digest, status }) => [digest, status]));
  return images.map((image) => ({ ...image, wasArchived: before.get(image.digest) !== "ACTIVE" }));
}
