import { type Environment } from "../../model/environment";
import { quoteValue } from "../../domain/problems/problem";
import { readSpelling, type RepositorySpelling } from "../../domain/repository/spelling";

/**
 * Reads a repository on the command line: a name, URI or ARN, with or without a tag.
 * @throws Error if a URI or ARN belongs to another account or region than the environment
 */
export function namedRepository({ name, location }: Environment, text: string): RepositorySpelling {
  const spelling = readSpelling(text);
  const { location: other } = spelling;
  if (other !== undefined && (other.account !== location.account || other.region !== location.region)) {
    throw new Error(
      `expected a repository in the registry of ${name} (account ${location.account}, ${location.region}), found ${quoteValue(text)}. Pass the environment of that registry instead`,
    );
  }
  return spelling;
}

/** The names of several repositories on the command line. @throws what `namedRepository` throws */
export function repositoryNames(environment: Environment, texts: readonly string[]): string[] {
  return texts.map((text) => namedRepository(environment, text).repositoryName);
}
