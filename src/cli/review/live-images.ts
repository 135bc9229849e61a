import { mapConcurrently } from "../../aws/map-concurrently";
import { requireAccount } from "../../aws/identity";
import { ecrClient } from "../../aws/registry";
import { type Image } from "../../domain/images/image";
import { counter, type Counter } from "../support/counter";
import { withInterrupts } from "../support/interrupts";
import { listImages, NoSuchRepository } from "../support/list-images";
import { type EnvironmentPair } from "./image-facts";

export interface LiveImages {
  /** Images by environment and repository. */
  readonly found: ReadonlyMap<string, ReadonlyMap<string, readonly Image[]>>;
  readonly faults: readonly string[];
}

/** Lists images in AWS. What AWS refuses in one environment does not stop the others. */
export async function listAffected(pairs: readonly EnvironmentPair[]): Promise<LiveImages> {
  const found = new Map<string, ReadonlyMap<string, readonly Image[]>>();
  const faults: string[] = [];
  const progress = counter("repositories listed");
  try {
    await withInterrupts(async (signal) => {
      for (const pair of pairs) {
        signal.throwIfAborted();
        try {
          found.set(pair.environment.name, await listEach(pair, progress, signal));
        } catch (cause) {
          signal.throwIfAborted();
          faults.push(cause instanceof Error ? cause.message : String(cause));
        }
      }
    });
  } finally {
    progress.end();
  }
  return { found, faults };
}

async function listEach(
  { environment, repositories }: EnvironmentPair,
  progress: Counter,
  signal: AbortSignal,
): Promise<Map<string, readonly Image[]>> {
  await requireAccount(environment);
  const client = await ecrClient(environment, { log: progress.log });
  try {
    const outcomes = await mapConcurrently(repositories, (name) => listImages(client, environment, name), {
      signal,
      onDone: (done) => {
        progress.update(done, repositories.length);
      },
    });
    return new Map(
      outcomes.map((outcome, index) => {
        // A repository that was not deployed yet has no images.
        if (!outcome.ok && !(outcome.reason instanceof NoSuchRepository)) throw outcome.reason;
        const images = outcome.ok ? [...outcome.value.repositories.values()].flat() : [];
        return [repositories[index] ?? "", images] as const;
      }),
    );
  } finally {
    client.destroy();
  }
}
