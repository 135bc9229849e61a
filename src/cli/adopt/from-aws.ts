import { mapConcurrently, type Outcome } from "../../aws/map-concurrently";
import { ecrClient, fetchPolicies, listRepositories } from "../../aws/registry";
import { requireAccount } from "../../aws/identity";
import { refusalOf } from "../../aws/refusal";
import { type Environment } from "../../model/environment";
import { foundRepository, type AdoptionFinding } from "../../operations/adoption/found";
import { type ExistingRepository } from "../../domain/repository/existing";
import { counter } from "../support/counter";
import { readRegistry, type RegistryReading } from "../support/registry-settings";
import { type AdoptionCandidates } from "./candidates";
import { type Selection } from "./selection";

/** What to read from AWS. */
export interface AwsSelection {
  /** Selects the names of the repositories to adopt. @default - no repositories are read */
  readonly choose?: (names: readonly string[]) => Selection;
  /** Whether to read the registry's settings. */
  readonly registry: boolean;
}

export interface FoundInAws {
  readonly candidates: AdoptionCandidates;
  /** @default - not read */
  readonly registry?: RegistryReading;
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
): Promise<FoundInAws> {
  const progress = counter("repositories read");
  const client = await ecrClient(environment, { log: progress.log });
  try {
    await requireAccount(environment);
    const candidates =
      choose === undefined ? NONE : await readRepositories({ environment, client, progress, signal }, choose);
    return { candidates, ...(registry ? { registry: await readRegistry(client, environment) } : {}) };
  } finally {
    progress.end();
    client.destroy();
  }
}

type Client = Awaited<ReturnType<typeof ecrClient>>;

interface Reading {
  readonly environment: Environment;
  readonly client: Client;
  readonly progress: ReturnType<typeof counter>;
  readonly signal: AbortSignal;
}

async function readRepositories(
  { environment, client, progress, signal }: Reading,
  choose: (names: readonly string[]) => Selection,
): Promise<AdoptionCandidates> {
  const listed = await list(environment, client, progress.update);
  signal.throwIfAborted();
  const { taken, skipped } = choose(listed.map(({ repositoryName }) => repositoryName));
  const names = new Set(taken);
  const wanted = listed.filter(({ repositoryName }) => names.has(repositoryName));
  let read = 0;
  const findings = await mapConcurrently(wanted, async (existing) => readFinding(environment, client, existing), {
    signal,
    onDone: (done) => {
      read = done;
      progress.update(done, wanted.length);
    },
  }).catch((cause: unknown) => {
    progress.log(`Stopped after reading ${read} of ${wanted.length} repositories. Nothing was written.`);
    throw cause;
  });
  return { ...combine(wanted, findings), skipped };
}

async function list(environment: Environment, client: Client, onPage: (found: number) => void) {
  try {
    return await listRepositories(client, environment.location.account, onPage);
  } catch (cause) {
    throw refusalOf(cause, "list the repositories", environment);
  }
}

async function readFinding(
  environment: Environment,
  client: Client,
  existing: ExistingRepository,
): Promise<AdoptionFinding> {
  try {
    return foundRepository(existing, await fetchPolicies(client, existing), environment.location);
  } catch (cause) {
    throw refusalOf(cause, `read the policies and tags of ${existing.repositoryName}`, environment);
  }
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
