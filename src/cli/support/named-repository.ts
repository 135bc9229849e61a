import { type Environment } from "../../model/environment";
import { quoteValue } from "../../domain/problems/problem";
import { didYouMean } from "../../domain/text/suggestions";
import { readPublicSpelling } from "../../domain/public-repositories/spelling";
import { markedPublic } from "../../domain/public-repositories/settings";
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

/**
 * The names of several repositories on the command line, private or public. The name of a public one begins with `public:`; on the
 * command line, it needs the prefix only if the environment declares a private repository with the same name.
 * @throws what `namedRepository` throws
 */
export function anyRepositoryNames(environment: Environment, texts: readonly string[]): string[] {
  const { name, location, repositories, publicRepositories = [] } = environment;
  const has = (list: readonly { readonly repositoryName: string }[], wanted: string): boolean =>
    list.some(({ repositoryName }) => repositoryName === wanted);
  return texts.map((text) => {
    const spelling = readPublicSpelling(text);
    if (spelling === undefined) {
      const { repositoryName } = namedRepository(environment, text);
      const isPublic = has(publicRepositories, repositoryName) && !has(repositories, repositoryName);
      return isPublic ? markedPublic(repositoryName) : repositoryName;
    }
    const { repositoryName, account = location.account } = spelling;
    if (account === location.account) return markedPublic(repositoryName);
    throw new Error(
      `expected a repository of ${name} (account ${location.account}), found ${quoteValue(text)}. Pass the environment of that account instead`,
    );
  });
}

/** @throws Error with the names that are not known */
export function refuseUnknown(
  { name, location }: Environment,
  known: readonly string[],
  names: readonly string[],
): void {
  const unknown = names.filter((wanted) => !known.includes(wanted));
  if (unknown.length === 0) return;
  const where = `account ${location.account}, ${location.region}`;
  throw new Error(
    unknown
      .map((wanted) =>
        `${name} does not declare a repository ${JSON.stringify(wanted)}, and it does not exist in ${where}.${didYouMean(wanted, known)}`.trimEnd(),
      )
      .join("\n"),
  );
}
