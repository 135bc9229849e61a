import { mapConcurrently } from "../../aws/map-concurrently";
import { ecrClient } from "../../aws/registry";
import { type Environment } from "../../model/environment";
import { type Image } from "../../domain/images/image";
import { type Listing } from "../../domain/images/listing/listing";
import { counter } from "../support/counter";
import { listImages, NoSuchRepository } from "../support/list-images";

/**
 * The images of an environment's repositories, a few repositories at a time, and the progress shown. One that is not
 * there yet has a note; the first other refusal ends it, since the next repository would have the same.
 * @param layers whether each image's layers are asked for too
 * @throws AwsRefusal when AWS refuses
 */
export async function listEnvironment(environment: Environment, layers: boolean): Promise<Listing> {
  const names = environment.repositories.map(({ repositoryName }) => repositoryName);
  const progress = counter("repositories listed");
  const client = await ecrClient(environment, { tell: progress.tell });
  const refusal = new AbortController();
  const list = async (name: string): Promise<Listing> => {
    try {
      return await listImages(client, environment, name, { layers });
    } catch (cause) {
      if (!(cause instanceof NoSuchRepository)) refusal.abort(cause);
      throw cause;
    }
  };
  try {
    const outcomes = await mapConcurrently(names, list, {
      signal: refusal.signal,
      onDone: (done) => {
        progress.update(done, names.length);
      },
    });
    const repositories = new Map<string, readonly Image[]>();
    const notes: string[] = [];
    for (const [index, name] of names.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok !== true) {
        notes.push(`${name} is not deployed yet, and costs nothing.`);
        continue;
      }
      repositories.set(name, [...outcome.value.repositories.values()].flat());
      notes.push(...outcome.value.notes.map((note) => `${name}: ${note}`));
    }
    return { repositories, notes };
  } finally {
    progress.end();
    client.destroy();
  }
}
