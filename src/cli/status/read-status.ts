import { requireAccount } from "../../aws/identity";
import { publicNameOf } from "../../domain/public-repositories/settings";
import { EMULATED } from "../../emulator/emulator-env";
import { type Environment } from "../../model/environment";
import { type RepositoryStatus, asksForUse, repositoryStatus, type ImagesRead } from "../../operations/status/status";
import { type EnvironmentStatus, type StatusReading } from "./record";
import { type ECRClient } from "@aws-sdk/client-ecr";
import { withClient } from "../../aws/with-client";
import { allValues, mapConcurrently } from "../../aws/map-concurrently";
import { ecrClient, fetchPolicies, listRepositories } from "../../aws/registry";
import { imageScan, imageTotals } from "../../aws/images";
import { ENDS_ALL, refusalOf, type AwsRefusal } from "../../aws/refusal";
import { differencesWithOrigins } from "../../domain/repository/differences/compare-with-aws";
import { type ExistingRepository } from "../../domain/repository/existing";
import { registryStatus } from "../../operations/status/registry";
import { compareRegistry } from "../support/registry-settings";
import { useReader } from "../support/repository-images";
import { subjectsOf, type Subject } from "./subjects";

/**
 * Reads the status of an environment's repositories, private and public, declared or not, and of its registry settings. If AWS
 * denies access to one repository, its status says so. Public repositories are read if one is declared or named.
 * @throws AwsRefusal if AWS rejects the credentials, the account or the list of private repositories
 * @throws Error if a named repository is not declared and does not exist
 * @throws the signal's reason if it was aborted
 */
export async function readStatus(environment: Environment, reading: StatusReading): Promise<EnvironmentStatus> {
  const { names, progress } = reading;
  const publicNames = names.filter((name) => publicNameOf(name) !== undefined);
  const privateNames = names.filter((name) => publicNameOf(name) === undefined);
  await requireAccount(environment);
  try {
    const { repositories, registry }: EnvironmentStatus =
      names.length > 0 && privateNames.length === 0
        ? { repositories: [], registry: undefined }
        : await readPrivateStatus(environment, { ...reading, names: privateNames });
    const isRead = names.length === 0 ? declaresPublic(environment) : publicNames.length > 0;
    const others = isRead ? await readPublic(environment, { ...reading, names: publicNames }) : [];
    return { repositories: declaredFirst([...repositories, ...others]), registry };
  } finally {
    progress.end();
  }
}

/** The emulator does not support public repositories. */
function declaresPublic({ publicRepositories = [] }: Environment): boolean {
  return publicRepositories.length > 0 && process.env[EMULATED] === undefined;
}

/** Loads the SDK's client for public repositories, which most environments do not need. */
function readPublic(environment: Environment, reading: StatusReading): Promise<RepositoryStatus[]> {
  const { readPublicStatus } = require("../support/public-status") as typeof import("../support/public-status");
  return readPublicStatus(environment, reading);
}

function declaredFirst(repositories: readonly RepositoryStatus[]): RepositoryStatus[] {
  const isDeclared = ({ owner }: RepositoryStatus): boolean => owner === "terraform";
  return [...repositories.filter(isDeclared), ...repositories.filter((repository) => !isDeclared(repository))];
}

/**
 * Reads the status of an environment's private repositories, declared or not, and of its registry settings. If AWS denies access to
 * one repository, its status says so.
 * @throws AwsRefusal if AWS rejects the credentials or the list of repositories
 * @throws Error if a named repository is not declared and does not exist
 * @throws the signal's reason if it was aborted
 */
export async function readPrivateStatus(environment: Environment, reading: StatusReading): Promise<EnvironmentStatus> {
  return withClient(ecrClient(environment, { log: reading.progress.log }), async (client) => {
    const found = await list(client, environment, reading);
    const subjects = subjectsOf(environment, found, reading.names);
    const repositories = await readEach(client, environment, subjects, reading);
    const registry = reading.names.length > 0 ? [] : await compareRegistry(client, environment);
    return { repositories, registry: registryStatus(registry) };
  });
}

async function list(client: ECRClient, environment: Environment, { progress, signal }: StatusReading) {
  try {
    return await listRepositories(client, environment.location.account, (found) => {
      signal.throwIfAborted();
      progress.update(found);
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw refusalOf(cause, "list the repositories", environment);
  }
}

async function readEach(
  client: ECRClient,
  environment: Environment,
  subjects: readonly Subject[],
  { names, progress, signal }: StatusReading,
): Promise<RepositoryStatus[]> {
  const refusal = new AbortController();
  const reader = new RepositoryReader(client, environment, names.length > 0, (refused) => {
    refusal.abort(refused);
  });
  let read = 0;
  try {
    const outcomes = await mapConcurrently(subjects, (subject) => reader.statusOf(subject), {
      signal: AbortSignal.any([signal, refusal.signal]),
      onDone: (done, total) => {
        read = done;
        progress.update(done, total);
      },
    });
    return allValues(outcomes);
  } catch (cause) {
    progress.log(`read ${read} of ${subjects.length} repositories`);
    throw cause;
  }
}

/** Reads repositories. A refusal for one repository becomes a fault of its status. */
class RepositoryReader {
  private readonly use: ReturnType<typeof useReader>;

  constructor(
    private readonly client: ECRClient,
    private readonly environment: Environment,
    /** Whether to count the images of undeclared repositories. */
    private readonly readsUndeclared: boolean,
    private readonly onEnd: (refusal: AwsRefusal) => void,
  ) {
    this.use = useReader(environment);
  }

  async statusOf({ repositoryName, owner, declared, existing }: Subject): Promise<RepositoryStatus> {
    const faults: string[] = [];
    const attempt = async <T>(what: string, work: Promise<T>): Promise<T | undefined> => {
      try {
        return await work;
      } catch (cause) {
        faults.push(this.faultOf(cause, `${what} of ${repositoryName}`));
        return undefined;
      }
    };
    const reads = existing !== undefined && (declared !== undefined || this.readsUndeclared);
    const [policies, images] = await Promise.all([
      reads && declared !== undefined
        ? attempt("read the policies and tags", fetchPolicies(this.client, existing))
        : undefined,
      reads ? this.images(existing, attempt) : undefined,
    ]);
    const differences =
      declared === undefined || existing === undefined
        ? []
        : differencesWithOrigins(declared, this.environment, existing, policies);
    const asks = images !== undefined && images.count > 0 && asksForUse({ owner, differences });
    const inUse = asks ? await this.use(repositoryName) : undefined;
    const readAt = new Date().toISOString();
    return repositoryStatus(
      {
        repositoryName,
        owner,
        differences,
        faults,
        readAt,
        ...(existing === undefined ? {} : { existing }),
        ...(images === undefined ? {} : { images }),
        ...(inUse?.known === true ? { imagesInUse: inUse.uses.size } : {}),
      },
      this.environment.location,
    );
  }

  private async images(
    existing: ExistingRepository,
    attempt: <T>(what: string, work: Promise<T>) => Promise<T | undefined>,
  ): Promise<ImagesRead | undefined> {
    const totals = await attempt("list the images", imageTotals(this.client, existing));
    if (totals === undefined) return undefined;
    const { count, bytes, mostTagged, newest, newestToScan } = totals;
    const scan =
      newestToScan && (await attempt("read the scan findings", imageScan(this.client, existing, newestToScan)));
    const lastPush = newest?.imagePushedAt?.toISOString();
    const { imageDigest: digest = "", imageTags: tags = [] } = mostTagged ?? {};
    return {
      count,
      bytes,
      mostTagged: { digest, tagCount: tags.length },
      ...(lastPush === undefined ? {} : { lastPush }),
      ...(scan === undefined ? {} : { scan }),
    };
  }

  private faultOf(cause: unknown, what: string): string {
    const refusal = refusalOf(cause, what, this.environment);
    if (ENDS_ALL.includes(refusal.kind)) this.onEnd(refusal);
    return refusal.message;
  }
}
