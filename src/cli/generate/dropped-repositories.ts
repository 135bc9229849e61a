import { closest } from "fastest-levenshtein";
import { isRetainedPublic } from "../../domain/public-repositories/check";
import { markedPublic, publicNameOf } from "../../domain/public-repositories/settings";
import { REGISTRY_KEY } from "../../domain/registry/key";
import { isRetained } from "../../domain/repository/retention";
import { type PolicySetting } from "../../domain/repository/settings";
import { type Environment } from "../../model/environment";
import { regionalEnvironments } from "../../model/regions";
import { inRegion } from "../../model/stack-kinds";
import { guardedIn, repositoriesIn, type CheckedInRepository, type ParsedFile } from "./checked-in";
import { Declared } from "./declared";

/** A checked-in repository that its stack no longer declares, although the stack stays, and that is not listed under `removed`. */
export interface DroppedRepository {
  /** Its name. That of a public one begins with `public:`. */
  readonly name: string;
  /** Stack whose checked-in files have it, without its environment's name. */
  readonly stack: string;
  /** The region of a copy. @default - it is in the environment's own region */
  readonly region?: string;
  /** Whether the region has no copies with this name, so that only lists of the region apply to it. */
  readonly outsideOfRegion: boolean;
  /** Whether Terraform rejects the plan, because the repository has a guard and is not released. */
  readonly refused: boolean;
  /** Whether Terraform rejects the plan, because the stack has no provider for public repositories any more. */
  readonly withoutProvider: boolean;
  /** Whether it was retained before guards existed, so that nothing keeps Terraform from deleting it. */
  readonly withoutGuard: boolean;
  /** Whether AWS would delete it together with its images. */
  readonly forceDelete: boolean;
  /** The policies that Terraform deletes before it. */
  readonly policies: readonly PolicySetting[];
  /** A new repository with the same settings: possibly this one under a new name. */
  readonly renamedTo?: string;
}

/**
 * The repositories that are checked in and no longer declared, in all regions. Those listed under `removed` stay in AWS and are left
 * out. So are those that no plan reaches any more, which `strandedRepositories` finds.
 * @param before checked-in files
 * @param after files that replace them @default - not known, so no renaming is found
 */
export function droppedRepositories(
  before: readonly ParsedFile[],
  environment: Environment,
  after: readonly ParsedFile[] = [],
): DroppedRepository[] {
  const declared = new Declared(environment);
  const present = repositoriesIn(before);
  const guarded = guardedIn(before);
  const known = new Set(present.map(keyOf));
  const created = repositoriesIn(after).filter((repository) => !known.has(keyOf(repository)));
  const matched = new Set<string>();
  return present.flatMap((repository): DroppedRepository[] => {
    const { name, stack, settings, forceDelete, policies, preventDestroy } = repository;
    const fate = declared.fateOf(repository);
    if (fate.kind !== "dropped") return [];
    const candidates = created.filter(
      (other) => other.settings === settings && other.stack === stack && !matched.has(keyOf(other)),
    );
    // `closest` requires at least one.
    const renamedTo =
      candidates.length === 0
        ? undefined
        : closest(
            name,
            candidates.map((candidate) => candidate.name),
          );
    if (renamedTo !== undefined) matched.add(keyOf({ stack, name: renamedTo }));
    const isGuarded = guarded.get(stack)?.has(name) === true;
    return [
      {
        name,
        stack,
        ...(fate.region === undefined ? {} : { region: fate.region }),
        outsideOfRegion: fate.outsideOfRegion,
        refused: isGuarded && !fate.isReleased,
        withoutProvider: publicNameOf(name) !== undefined && !declared.hasPublicProvider,
        withoutGuard: preventDestroy && !isGuarded,
        forceDelete,
        policies,
        renamedTo,
      },
    ];
  });
}

/** Declared repositories with a guard that are no longer retained and not released. Terraform rejects the plan. */
export function unreleasedRepositories(
  before: readonly ParsedFile[],
  { repositories, publicRepositories = [], released }: Environment,
): string[] {
  const guarded = new Set([...guardedIn(before).values()].flatMap((names) => [...names]));
  const unprotected = [
    ...repositories.flatMap((it) => (isRetained(it.deletionPolicy) ? [] : [it.repositoryName])),
    ...publicRepositories.flatMap((it) => (isRetainedPublic(it) ? [] : [markedPublic(it.repositoryName)])),
  ];
  return unprotected.filter((name) => guarded.has(name) && !released.includes(name));
}

/** A key of a registry that is checked in with a guard, but no longer declared or listed. Terraform rejects the plan. */
export interface DroppedKey {
  readonly stack: string;
  /** The region that no longer has a key, although the environment declares one. @default - none is declared */
  readonly region?: string;
}

/** The keys that the checked-in files have and the environment no longer declares. */
export function droppedKeys(before: readonly ParsedFile[], environment: Environment): DroppedKey[] {
  const guarded = guardedIn(before);
  return regionalEnvironments(environment).flatMap((regional) => {
    const stack = inRegion(regional, "registry");
    const { registry, removed, released } = regional;
    if (registry?.key !== undefined || [...removed, ...released].includes(REGISTRY_KEY)) return [];
    if (guarded.get(stack)?.has(REGISTRY_KEY) !== true) return [];
    return [environment.registry?.key === undefined ? { stack } : { stack, region: regional.location.region }];
  });
}

/** Repositories whose encryption differs from the checked-in one. Terraform replaces them. */
export function replacedRepositories(
  before: readonly ParsedFile[],
  after: readonly ParsedFile[],
): CheckedInRepository[] {
  // A copy in another region may have another key.
  const encryptions = new Map(repositoriesIn(before).map((repository) => [keyOf(repository), repository.encryption]));
  return repositoriesIn(after).filter((repository) => {
    const { encryption } = repository;
    return (encryptions.get(keyOf(repository)) ?? encryption) !== encryption;
  });
}

function keyOf({ stack, name }: Pick<CheckedInRepository, "stack" | "name">): string {
  return `${stack} ${name}`;
}
