import { closest } from "fastest-levenshtein";
import { type Environment } from "../../model/environment";
import { type PolicySetting } from "../../domain/repository/settings";
import { isRetained } from "../../domain/repository/retention";
import { guardedIn, repositoriesIn, type CheckedInRepository } from "./checked-in";

/** A repository that is checked in, and neither declared any more nor removed. */
export interface DroppedRepository {
  readonly name: string;
  /** Whether Terraform refuses the plan: the repository has a guard, and is not released. */
  readonly refused: boolean;
  /** Whether it was retained before there were guards, so that nothing keeps Terraform from deleting it. */
  readonly withoutGuard: boolean;
  /** Whether AWS would delete it with the images that are in it. */
  readonly forceDelete: boolean;
  /** The policies that Terraform deletes before it. */
  readonly policies: readonly PolicySetting[];
  /** A new repository with all its settings: perhaps the same under another name. */
  readonly renamedTo?: string;
}

type Declared = Pick<Environment, "repositories" | "removed" | "released">;

/**
 * Repositories that are checked in and not declared any more, by name; those that are removed stay, and are left out.
 * @param before generated texts that are checked in
 * @param after texts that take their place @default - not known, so that no renaming is found
 */
export function droppedRepositories(
  before: readonly string[],
  { repositories, removed, released }: Declared,
  after: readonly string[] = [],
): DroppedRepository[] {
  const present = before.flatMap(repositoriesIn);
  const guarded = guardsIn(before);
  const kept = new Set([...repositories.map(({ repositoryName }) => repositoryName), ...removed]);
  const known = new Set(present.map(({ name }) => name));
  const fresh = after.flatMap(repositoriesIn).filter(({ name }) => !known.has(name));
  const taken = new Set<string>();
  return present
    .filter(({ name }) => !kept.has(name))
    .map((it) => {
      const renamedTo = renamed(it, fresh, taken);
      if (renamedTo !== undefined) taken.add(renamedTo);
      const { name, forceDelete, policies, preventDestroy } = it;
      return {
        name,
        refused: guarded.has(name) && !released.includes(name),
        withoutGuard: preventDestroy && !guarded.has(name),
        forceDelete,
        policies,
        ...(renamedTo === undefined ? {} : { renamedTo }),
      };
    });
}

/** Declared repositories that are checked in as retained, are not any more, and are not released: Terraform refuses the plan. */
export function unreleasedRepositories(before: readonly string[], { repositories, released }: Declared): string[] {
  const guarded = guardsIn(before);
  return repositories.flatMap(({ repositoryName: name, deletionPolicy }) =>
    guarded.has(name) && !isRetained(deletionPolicy) && !released.includes(name) ? [name] : [],
  );
}

/** Repositories whose encryption differs from what is checked in: Terraform replaces them. */
export function replacedRepositories(before: readonly string[], after: readonly string[]): CheckedInRepository[] {
  const present = new Map(before.flatMap(repositoriesIn).map((it) => [it.name, it.encryption]));
  return after.flatMap(repositoriesIn).filter(({ name, encryption }) => {
    const was = present.get(name);
    return was !== undefined && was !== encryption;
  });
}

function guardsIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap(guardedIn));
}

/** Of several new ones with the same settings the one whose name differs least. */
function renamed(
  { name, settings }: CheckedInRepository,
  fresh: readonly CheckedInRepository[],
  taken: ReadonlySet<string>,
): string | undefined {
  const alike = fresh.filter((it) => it.settings === settings && !taken.has(it.name)).map((it) => it.name);
  // `closest` needs at least one.
  return alike.length === 0 ? undefined : closest(name, alike);
}
