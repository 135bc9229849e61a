import { type ECRClient } from "@aws-sdk/client-ecr";
import { mapConcurrently, type Outcome } from "../../aws/map-concurrently";
import { ecrClient, fetchPolicies, listRepositories } from "../../aws/registry";
import { requireAccount } from "../../aws/identity";
import { orRefusal, withClient } from "../../aws/with-client";
import { type Environment } from "../../model/environment";
import { foundRepository, type AdoptionFinding } from "../../operations/adoption/found";
import { countText } from "../../domain/text/format";
import { type ExistingRepository } from "../../domain/repository/existing";
import { counting, type Counter } from "../support/counter";
import { readRegistry } from "../support/registry-settings";
import { type AdoptionCandidates } from "./candidates";
import { type Selection } from "./selection";

export interface AwsSelection {
  /** Selects the names of the repositories to adopt. @default - no repositories are read */
  readonly choose?: (names: readonly string[]) => Selection;
  /** Whether to read the registry's settings. */
  readonly registry: boolean;
}

const NONE: AdoptionCandidates = { found: [], leftOut: [], skipped: [], remarks: [] };

/**
 * Reads the repositories of an environment's registry with their policies and tags, and the registry's settings. If one cannot
 * be read, the others still are.
 * @throws AwsRefusal without credentials for the account, or if the repositories cannot be listed
 */
export async function candidatesFromAws(
  environment: Environment,
  { choose, registry }: AwsSelection,
  signal: AbortSignal,
) {
  return counting("repositories read", (progress) =>
    withClient(ecrClient(environment, { log: progress.log }), async (client) => {
      await requireAccount(environment);
      const candidates =
        choose === undefined ? NONE : await readRepositories({ environment, client, progress, signal }, choose);
      return { candidates, ...(registry ? { registry: await readRegistry(client, environment) } : {}) };
    }),
  );
}

interface Reading {
  readonly environment: Environment;
  readonly client: ECRClient;
  readonly progress: Counter;
  readonly signal: AbortSignal;
}

async function readRepositories(
  { environment, client, progress, signal }: Reading,
  choose: (names: readonly string[]) => Selection,
): Promise<AdoptionCandidates> {
  const listing = listRepositories(client, environment.location.account, progress.update);
  const listed = await orRefusal(environment, "list the repositories", listing);
  signal.throwIfAborted();
  const { taken, skipped } = choose(listed.map(({ repositoryName }) => repositoryName));
  const names = new Set(taken);
  const wanted = listed.filter(({ repositoryName }) => names.has(repositoryName));
  const readOne = async (existing: ExistingRepository): Promise<AdoptionFinding> =>
    foundRepository(existing, await fetchPolicies(client, existing), environment.location);
  let read = 0;
  const findings = await mapConcurrently(
    wanted,
    (existing) => orRefusal(environment, `read the policies and tags of ${existing.repositoryName}`, readOne(existing)),
    {
      signal,
      onDone: (done, total) => {
        read = done;
        progress.update(done, total);
      },
    },
  ).catch((cause: unknown) => {
    progress.log(
      `Stopped after reading ${read} of ${countText(wanted.length, "repository", "repositories")}. Nothing was written.`,
    );
    throw cause;
  });
  return { ...combine(wanted, findings), skipped };
}

function combine(
  wanted: readonly ExistingRepository[],
  findings: readonly Outcome<AdoptionFinding>[],
): Omit<AdoptionCandidates, "skipped"> {
  const all = wanted.flatMap(({ repositoryName }, index) => {
    const outcome = findings[index];
    if (outcome === undefined) return [];
    if (outcome.ok) return [{ repositoryName, ...outcome.value }];
    const refused = { repositoryName, part: "repository", reason: outcome.reason.message } as const;
    return [{ repositoryName, leftOut: [refused], remarks: [] }];
  });
  return {
    found: all.flatMap(({ found }) => (found === undefined ? [] : [found])),
    leftOut: all.flatMap(({ leftOut }) => leftOut),
    remarks: all.flatMap(({ repositoryName, remarks }) => remarks.map((text) => ({ repositoryName, text }))),
  };
}
