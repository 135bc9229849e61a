import { deleteImages, imageDigests } from "../../aws/delete-images";
import { ecrClient } from "../../aws/registry";
import { refusalOf } from "../../aws/refusal";
import { endingWith } from "../../aws/request-scope";
import { withClient } from "../../aws/with-client";
import { type Image } from "../../domain/images/image";
import { countText } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { counter } from "../support/counter";

/** Longest time to find out what is left after a failure. */
const SUMMARY_MS = 20_000;

/** Digests of the images that were deleted, and of those that were not. */
export interface DeletionResult {
  readonly deleted: readonly string[];
  readonly remaining: readonly string[];
}

export interface Execution {
  readonly result: DeletionResult;
  /** Why images remain. @default - all were deleted */
  readonly failure?: Error;
}

/** Deletes images by digest. After a failure or an interrupt, it asks AWS which ones remain. */
export async function executeDeletion(
  environment: Environment,
  repositoryName: string,
  images: readonly Image[],
  signal: AbortSignal,
): Promise<Execution> {
  const id = { registryId: environment.location.account, repositoryName };
  const digests = images.map(({ digest }) => digest);
  const done = new Set<string>();
  const progress = counter("images deleted");
  const client = await ecrClient(environment, { log: progress.log });
  const onDeleted = (count: number, batch: readonly string[]): void => {
    for (const digest of batch) done.add(digest);
    progress.update(count, digests.length);
  };
  try {
    await deleteImages(client, id, { digests, onDeleted, signal });
    return { result: { deleted: digests, remaining: [] } };
  } catch (cause) {
    const present = await presentDigests(environment, id);
    // AWS may have deleted images in a request whose answer did not arrive.
    const isLeft = (digest: string): boolean => present?.has(digest) ?? !done.has(digest);
    const remaining = digests.filter(isLeft);
    const result = { deleted: digests.filter((digest) => !isLeft(digest)), remaining };
    process.stderr.write(`${soFar(repositoryName, result, present !== undefined)}\n`);
    if (signal.aborted) return { result, failure: signal.reason as Error };
    return { result, failure: refusalOf(cause, "delete images (ecr:BatchDeleteImage)", environment) };
  } finally {
    progress.end();
    client.destroy();
  }
}

/** @returns `undefined` if AWS does not respond */
async function presentDigests(
  environment: Environment,
  id: { readonly registryId: string; readonly repositoryName: string },
): Promise<ReadonlySet<string> | undefined> {
  const reading = withClient(ecrClient(environment, { maxAttempts: 2 }), async (client) => {
    // An interrupt has canceled the requests of the outer scope.
    const { digests } = await endingWith(AbortSignal.timeout(SUMMARY_MS), () => imageDigests(client, id));
    return new Set(digests);
  });
  // The error to report is the one that stopped the deletion.
  return reading.catch(() => undefined);
}

function soFar(repository: string, { deleted, remaining }: DeletionResult, isKnown: boolean): string {
  const total = deleted.length + remaining.length;
  const number = `${deleted.length.toLocaleString("en-US")} of ${countText(total, "image")}`;
  return isKnown
    ? `${repository}: ${number} deleted, ${remaining.length.toLocaleString("en-US")} left.`
    : `${repository}: at least ${number} deleted. It is unknown which images remain, because the images could not be listed.`;
}
