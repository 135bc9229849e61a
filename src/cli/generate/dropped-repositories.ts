import { closest } from "fastest-levenshtein";
import { REGISTRY_KEY } from "../../domain/registry/key";
import { isRetained } from "../../domain/repository/retention";
import { type PolicySetting } from "../../domain/repository/settings";
import { type Environment } from "../../model/environment";
import { regionalEnvironments, stackPrefix } from "../../model/regions";
import { registryStackFinder } from "../../model/registry-parts";
import { guardedIn, repositoriesIn, type CheckedInRepository, type ParsedFile } from "./checked-in";

/** A repository that is checked in, but no longer declared or listed under `removed`. */
export interface DroppedRepository {
  readonly name: string;
  /** Stack whose checked-in files have it, without its environment's name. */
  readonly stack: string;
  /** Whether Terraform rejects the plan, because the repository has a guard and is not released. */
  readonly refused: boolean;
  /** Whether it was retained before guards existed, so that nothing keeps Terraform from deleting it. */
  readonly withoutGuard: boolean;
  /** Whether AWS would delete it together with its images. */
  readonly forceDelete: boolean;
  /** The policies that Terraform deletes before it. */
  readonly policies: readonly PolicySetting[];
  /** A new repository with the same settings: possibly this one under a new name. */
  readonly renamedTo?: string;
}

type Declarations = Pick<Environment, "repositories" | "removed" | "released">;

/**
 * The repositories that are checked in and no longer declared. Those listed under `removed` stay in AWS and are left out.
 * @param before checked-in files
 * @param after files that replace them @default - not known, so no renaming is found
 */
export function droppedRepositories(
  before: readonly ParsedFile[],
  { repositories, removed, released }: Declarations,
  after: readonly ParsedFile[] = [],
): DroppedRepository[] {
  const present = repositoriesIn(before);
  const guarded = guardedIn(before);
  const kept = new Set([...repositories.map(({ repositoryName }) => repositoryName), ...removed]);
  const known = new Set(present.map(({ name }) => name));
  const created = repositoriesIn(after).filter(({ name }) => !known.has(name));
  const matched = new Set<string>();
  return present
    .filter(({ name }) => !kept.has(name))
    .map(({ name, stack, settings, forceDelete, policies, preventDestroy }) => {
      const candidates = created.filter((other) => other.settings === settings && !matched.has(other.name));
      // `closest` requires at least one.
      const renamedTo =
        candidates.length === 0
          ? undefined
          : closest(
              name,
              candidates.map((candidate) => candidate.name),
            );
      if (renamedTo !== undefined) matched.add(renamedTo);
      const refused = guarded.has(name) && !released.includes(name);
      return {
        name,
        stack,
        refused,
        withoutGuard: preventDestroy && !guarded.has(name),
        forceDelete,
        policies,
        renamedTo,
      };
    });
}

/** A declared repository whose group has changed, without a move from its old stack. */
export interface RegroupedRepository {
  readonly name: string;
  /** Stack whose checked-in files have it, without its environment's name. */
  readonly from: string;
  readonly to: string;
}

/** The repositories that another stack of their region has in the checked-in files, and that `imports` do not move. */
export function regroupedRepositories(before: readonly ParsedFile[], environment: Environment): RegroupedRepository[] {
  const present = repositoriesIn(before);
  return regionalEnvironments(environment).flatMap((regional) => {
    const { repositories, imports } = regional;
    const prefix = stackPrefix(regional);
    const stackOf = registryStackFinder(regional);
    const declared = new Set(repositories.map(({ repositoryName }) => repositoryName));
    const moves = new Map<string, string | undefined>(
      imports.map(({ repositoryName, fromStack }) => [repositoryName, fromStack]),
    );
    return present.flatMap(({ name, stack: from }) => {
      const to = stackOf(name);
      const isOfRegion = from.startsWith(`${prefix}registry`);
      return isOfRegion && declared.has(name) && from !== to && moves.get(name) !== from ? [{ name, from, to }] : [];
    });
  });
}

/** Declared repositories with a guard that are no longer retained and not released. Terraform rejects the plan. */
export function unreleasedRepositories(
  before: readonly ParsedFile[],
  { repositories, released }: Declarations,
): string[] {
  const guarded = guardedIn(before);
  return repositories.flatMap(({ repositoryName: name, deletionPolicy }) =>
    guarded.has(name) && !isRetained(deletionPolicy) && !released.includes(name) ? [name] : [],
  );
}

/** Whether the checked-in files protect the registry's key, which is no longer declared and not listed. Terraform rejects the plan. */
export function hasDroppedKey(
  before: readonly ParsedFile[],
  { registry, removed, released }: Pick<Environment, "registry" | "removed" | "released">,
): boolean {
  const isListed = removed.includes(REGISTRY_KEY) || released.includes(REGISTRY_KEY);
  return registry?.key === undefined && !isListed && guardedIn(before).has(REGISTRY_KEY);
}

/** Repositories whose encryption differs from the checked-in one. Terraform replaces them. */
export function replacedRepositories(
  before: readonly ParsedFile[],
  after: readonly ParsedFile[],
): CheckedInRepository[] {
  const keyOf = ({ stack, name }: CheckedInRepository): string => `${stack} ${name}`;
  // A copy in another region may have another key.
  const encryptions = new Map(repositoriesIn(before).map((repository) => [keyOf(repository), repository.encryption]));
  return repositoriesIn(after).filter((repository) => {
    const { encryption } = repository;
    return (encryptions.get(keyOf(repository)) ?? encryption) !== encryption;
  });
}
