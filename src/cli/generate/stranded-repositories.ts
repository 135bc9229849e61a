import { publicNameOf } from "../../domain/public-repositories/settings";
import { type Environment } from "../../model/environment";
import { regionalEnvironments, stackPrefix } from "../../model/regions";
import {
  guardedIn,
  placesIn,
  releasedIn,
  repositoriesIn,
  type CheckedInRepository,
  type NamesByStack,
  type ParsedFile,
} from "./checked-in";
import { Declared, prefixOf } from "./declared";
import {
  describeAbandonedRegion,
  describeAbandonedStack,
  describeMisplaced,
  describeMovedPlace,
  describeRegrouped,
} from "./stranded-words";

/** Repositories in a state that no plan of the next generated files would reach. */
export interface Stranding {
  readonly rule: "repository/regrouped" | "stack/abandoned" | "environment/moved";
  /** The declared repository that it is about. @default - the environment */
  readonly repositoryName?: string;
  readonly message: string;
}

/** A checked-in repository, and whether a guard protects it. */
export interface GuardedRepository extends CheckedInRepository {
  readonly isRetained: boolean;
}

/**
 * The repositories that generated files would strand: a state has them, but its stack would be gone, would look in another account or
 * region, or would not know that another stack imports them.
 *
 * They are errors, and `generate` writes nothing. The checked-in files are the only trace of what a state has, and `ecr groups --write`
 * reads the state in their folder. If a run replaced them, the next one, and every check in CI, would find nothing.
 * @param before the checked-in files of all registry stacks
 */
export function strandedRepositories(before: readonly ParsedFile[], environment: Environment): Stranding[] {
  const declared = new Declared(environment);
  const guarded = guardedIn(before);
  const repositories = repositoriesIn(before).map((repository) => ({
    ...repository,
    isRetained: guarded.get(repository.stack)?.has(repository.name) === true,
  }));
  return [
    ...movedPlaces(before, repositories, environment),
    ...regrouped(repositories, declared, environment.name),
    ...abandonedStacks(repositories, releasedIn(before), declared, environment.name),
  ];
}

/** Repositories whose account or region is no longer that of their stack. */
function movedPlaces(
  before: readonly ParsedFile[],
  repositories: readonly GuardedRepository[],
  environment: Environment,
): Stranding[] {
  const places = new Map(regionalEnvironments(environment).map((it) => [stackPrefix(it), it.location]));
  const found = new Map<string, Parameters<typeof describeMovedPlace>[0]>();
  for (const { stack, account, region } of placesIn(before)) {
    const to = places.get(prefixOf(stack));
    if (to === undefined || (to.account === account && to.region === region)) continue;
    // Public repositories belong to no region.
    const own = repositories.filter(
      (it) => it.stack === stack && (to.account !== account || publicNameOf(it.name) === undefined),
    );
    if (own.length === 0) continue;
    const key = `${account} ${region}`;
    const known = found.get(key)?.repositories ?? [];
    found.set(key, { from: { account, region }, to, repositories: [...known, ...own] });
  }
  return [...found.values()].map((moved) => ({
    rule: "environment/moved",
    message: describeMovedPlace(moved, environment.name),
  }));
}

/** Repositories that now belong to another stack of their region, without a move from their own. */
function regrouped(repositories: readonly GuardedRepository[], declared: Declared, environment: string): Stranding[] {
  return repositories.flatMap((repository): Stranding[] => {
    const { name, stack: from } = repository;
    const fate = declared.fateOf(repository);
    if (fate.kind === "regrouped") {
      const message = describeRegrouped({ name, from, to: fate.to }, environment);
      return [{ rule: "repository/regrouped", repositoryName: name, message }];
    }
    if (fate.kind !== "misplaced") return [];
    return [{ rule: "repository/regrouped", message: describeMisplaced({ name, from, to: fate.to }, environment) }];
  });
}

/** Stacks of groups and regions that are no longer declared, but have repositories that no other stack declares. */
function abandonedStacks(
  repositories: readonly GuardedRepository[],
  released: NamesByStack,
  declared: Declared,
  environment: string,
): Stranding[] {
  const stacks = new Set([...repositories.map(({ stack }) => stack), ...released.keys()]);
  return [...stacks].flatMap((stack): Stranding[] => {
    if (declared.stacks.has(stack)) return [];
    const own = repositories.filter((it) => it.stack === stack && declared.fateOf(it).kind === "abandoned");
    if (!declared.hasRegionOf(stack)) {
      const region = prefixOf(stack).slice(0, -1);
      const message = describeAbandonedRegion({ stack, region, repositories: own }, environment);
      return own.length === 0 ? [] : [{ rule: "stack/abandoned", message }];
    }
    // Its state may still have to forget or delete these.
    const pending = [...(released.get(stack) ?? [])].filter((name) => declared.isListed(stack, name));
    const names = [...new Set([...own.map(({ name }) => name), ...pending])];
    const message = describeAbandonedStack({ stack, names }, environment);
    return names.length === 0 ? [] : [{ rule: "stack/abandoned", message }];
  });
}
