import { requireAccount } from "../../aws/identity";
import { publicNameOf } from "../../domain/public-repositories/settings";
import { EMULATED } from "../../emulator/emulator-env";
import { type Environment } from "../../model/environment";
import { type RepositoryStatus } from "../../operations/status/status";
import { readPrivateStatus } from "./read-repositories";
import { type EnvironmentStatus, type StatusReading } from "./record";

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
