import { mapConcurrently } from "../../aws/map-concurrently";
import { requireAccount } from "../../aws/identity";
import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { type Image } from "../../domain/images/image";
import { regionalName } from "../../model/regions";
import { type ImagesInUse } from "../../operations/images/in-use";
import { counting, type Counter } from "../support/counter";
import { withInterrupts } from "../support/interrupts";
import { listImages, NoSuchRepository } from "../support/list-images";
import { useReader } from "../support/repository-images";
import { type EnvironmentPair } from "./image-facts";

export interface UsedImages {
  readonly images: readonly Image[];
  readonly inUse: ImagesInUse;
}

/**
 * Lists images in AWS, by environment, or by additional region (`production/us-east-1`), and repository. What AWS refuses in one
 * environment does not stop the others.
 */
export async function listAffected(pairs: readonly EnvironmentPair[]) {
  const found = new Map<string, ReadonlyMap<string, UsedImages>>();
  const faults: string[] = [];
  await counting("repositories listed", (progress) =>
    withInterrupts(async (signal) => {
      for (const pair of pairs) {
        signal.throwIfAborted();
        try {
          found.set(regionalName(pair.environment), await listEach(pair, progress, signal));
        } catch (cause) {
          signal.throwIfAborted();
          faults.push(cause instanceof Error ? cause.message : String(cause));
        }
      }
    }),
  );
  return { found, faults };
}

async function listEach(
  { environment, repositories }: EnvironmentPair,
  progress: Counter,
  signal: AbortSignal,
): Promise<Map<string, UsedImages>> {
  await requireAccount(environment);
  return withClient(ecrClient(environment, { log: progress.log }), async (client) => {
    const use = useReader(environment);
    const list = async (name: string): Promise<UsedImages> => {
      const { repositories: listed } = await listImages(client, environment, name);
      const images = [...listed.values()].flat();
      return images.length === 0 ? NO_IMAGES : { images, inUse: await use(name) };
    };
    const outcomes = await mapConcurrently(repositories, list, { signal, onDone: progress.update });
    return new Map(
      outcomes.map((outcome, index) => {
        // A repository that was not deployed yet has no images.
        if (!outcome.ok && !(outcome.reason instanceof NoSuchRepository)) throw outcome.reason;
        return [repositories[index] ?? "", outcome.ok ? outcome.value : NO_IMAGES] as const;
      }),
    );
  });
}

const NO_IMAGES: UsedImages = { images: [], inUse: { known: true, uses: new Map() } };
