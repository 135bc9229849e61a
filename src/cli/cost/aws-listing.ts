import { mapConcurrently } from "../../aws/map-concurrently";
import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { type Environment } from "../../model/environment";
import { type Image } from "../../domain/images/image";
import { type Listing } from "../../domain/images/listing/listing";
import { counter, type Counter } from "../support/counter";
import { listImages, NoSuchRepository } from "../support/list-images";

/** What the progress counts. */
export const LABEL = "repositories listed";

/**
 * Lists the images of an environment's repositories, and shows the progress. A repository that does not exist yet gets a
 * note. Any other refusal ends the listing, because it would affect every repository.
 * @param layers whether to read each image's layers
 * @param progress @default - a counter of its own
 * @throws AwsRefusal if AWS rejects a request
 */
export async function listEnvironment(
  environment: Environment,
  layers: boolean,
  progress: Counter = counter(LABEL),
): Promise<Listing> {
  const names = environment.repositories.map(({ repositoryName }) => repositoryName);
  const refusal = new AbortController();
  return withClient(ecrClient(environment, { log: progress.log }), async (client) => {
    const list = async (name: string): Promise<Listing> => {
      try {
        return await listImages(client, environment, name, { layers });
      } catch (cause) {
        if (!(cause instanceof NoSuchRepository)) refusal.abort(cause);
        throw cause;
      }
    };
    const outcomes = await mapConcurrently(names, list, {
      signal: refusal.signal,
      onDone: progress.update,
    });
    const repositories = new Map<string, readonly Image[]>();
    const notes: string[] = [];
    for (const [index, name] of names.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok !== true) {
        notes.push(`${name} is not deployed yet, so it costs nothing.`);
        continue;
      }
      repositories.set(name, [...outcome.value.repositories.values()].flat());
      notes.push(...outcome.value.notes.map((note) => `${name}: ${note}`));
    }
    return { repositories, notes };
  }).finally(progress.end);
}
