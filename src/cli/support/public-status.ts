import { type ECRPUBLICClient } from "@aws-sdk/client-ecr-public";
import { withClient } from "../../aws/with-client";
import { allValues, mapConcurrently } from "../../aws/map-concurrently";
import { fetchPublicDetails, listPublicRepositories, publicClient } from "../../aws/public-registry";
import { ENDS_ALL, refusalOf } from "../../aws/refusal";
import { publicDifferences } from "../../domain/public-repositories/differences";
import { type ExistingPublicRepository } from "../../domain/public-repositories/existing";
import { markedPublic, publicNameOf } from "../../domain/public-repositories/settings";
import { inPublicRegion } from "../../model/regions";
import { type Environment, type PublicRepositoryDeclaration } from "../../model/environment";
import { publicRepositoryStatus, type RepositoryOwner, type RepositoryStatus } from "../../operations/status/status";
import { type Counter } from "./counter";
import { refuseUnknown } from "./named-repository";

export interface PublicReading {
  /** The only repositories to read, marked as public; all if empty. */
  readonly names: readonly string[];
  readonly progress: Pick<Counter, "log">;
  readonly signal: AbortSignal;
}

/**
 * Reads the status of the public repositories in an environment's account, declared or not. What AWS refuses becomes a fault of
 * their status.
 * @throws AwsRefusal if AWS rejects the credentials
 * @throws Error if a named repository is not declared and does not exist
 * @throws the signal's reason if it was aborted
 */
export async function readPublicStatus(environment: Environment, reading: PublicReading): Promise<RepositoryStatus[]> {
  return withClient(publicClient(environment, { log: reading.progress.log }), (client) =>
    new PublicReader(client, environment).read(reading),
  );
}

class PublicReader {
  constructor(
    private readonly client: ECRPUBLICClient,
    private readonly environment: Environment,
  ) {}

  async read({ names, signal }: PublicReading): Promise<RepositoryStatus[]> {
    const { publicRepositories = [], location } = this.environment;
    const faults: string[] = [];
    // Private networks may reach only the registry of their own region, so no refusal ends the command.
    const found = await listPublicRepositories(this.client, location.account).catch((cause: unknown) => {
      faults.push(refusalOf(cause, "list the public repositories", inPublicRegion(this.environment)).message);
    });
    const existing = new Map((found ?? []).map((repository) => [repository.repositoryName, repository]));
    const declared = new Map(publicRepositories.map((repository) => [repository.repositoryName, repository]));
    const known = [...new Set([...declared.keys(), ...existing.keys()])];
    if (found !== undefined) refuseUnknown(inPublicRegion(this.environment), known.map(markedPublic), names);
    const wanted = names.length === 0 ? known : names.map((name) => publicNameOf(name) ?? name);
    const outcomes = await mapConcurrently(
      wanted.sort(),
      (name) => this.statusOf(name, declared.get(name), existing.get(name), faults),
      { signal },
    );
    return allValues(outcomes);
  }

  private async statusOf(
    repositoryName: string,
    declared: PublicRepositoryDeclaration | undefined,
    existing: ExistingPublicRepository | undefined,
    notListed: readonly string[],
  ): Promise<RepositoryStatus> {
    const faults = [...notListed];
    const details =
      declared === undefined || existing === undefined
        ? undefined
        : await this.attempt(
            faults,
            `read the catalog, policy and tags of ${markedPublic(repositoryName)}`,
            fetchPublicDetails(this.client, existing),
          );
    return publicRepositoryStatus(
      {
        repositoryName,
        owner: declared === undefined ? this.ownerOf(repositoryName) : "terraform",
        differences:
          declared === undefined || details === undefined ? [] : publicDifferences(declared, this.environment, details),
        faults,
        readAt: new Date().toISOString(),
        ...(existing === undefined ? {} : { existing }),
      },
      this.environment.location,
    );
  }

  private ownerOf(name: string): RepositoryOwner {
    return this.environment.removed.includes(markedPublic(name)) ? "removed" : "nobody";
  }

  private async attempt<T>(faults: string[], what: string, work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (cause) {
      const refusal = refusalOf(cause, what, inPublicRegion(this.environment));
      if (ENDS_ALL.includes(refusal.kind)) throw refusal;
      faults.push(refusal.message);
      return undefined;
    }
  }
}
