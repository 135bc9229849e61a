import { ANY_REGISTRY_STACK } from "../../domain/repository/groups-schema";
import { type Environment } from "../../model/environment";
import { registryStackFinder } from "../../model/registry-parts";
import { regionalEnvironments } from "../../model/regions";
import { publicNameOf } from "../../domain/public-repositories/settings";
import {
  droppedKeys,
  droppedRepositories,
  replacedRepositories,
  unreleasedRepositories,
  type DroppedRepository,
} from "./dropped-repositories";
import { parseFiles, repositoriesIn } from "./checked-in";
import {
  describeDropped,
  describeDroppedKey,
  describeReplaced,
  describeUnreadable,
  describeUnreleased,
} from "./dropped-words";
import { movedResources, type MovedResource } from "./moved-resources";
import { FOLDERS, type TreeComparison } from "../support/tree";

/**
 * What to know before an environment's stacks are applied as they are now generated.
 * @param others the project's other environments, which may declare a repository that this one has dropped
 */
export function notices(
  { changed, stale }: TreeComparison,
  environment: Environment,
  others: readonly Environment[] = [],
): string[] {
  const { name } = environment;
  const present = [...changed, ...stale].flatMap(({ path, before: text }) =>
    text === undefined ? [] : { path, text },
  );
  const { parsed: before, unreadable } = parseFiles(present);
  // A new environment has nothing to compare with.
  const { parsed: after } = parseFiles(
    present.length === 0 ? [] : changed.map(({ path, after: text }) => ({ path, text })),
  );
  const stackOf = registryStackFinder(environment);
  const repositories = [
    ...droppedRepositories(before, environment, after).map(
      (dropped) =>
        `${dropped.stack}: ${describeDropped(dropped, name, declaringElsewhere(dropped, environment, others))}`,
    ),
    ...droppedKeys(before, environment).map((key) => `${key.stack}: ${describeDroppedKey(key, name)}`),
    ...unreleasedRepositories(before, environment).map(
      (repository) => `${stackOf(repository)}: ${describeUnreleased(repository, name)}`,
    ),
    ...replacedRepositories(before, after).map((replaced) => `${replaced.stack}: ${describeReplaced(replaced)}`),
  ];
  return [
    ...unreadable.map(
      (file) => `${FOLDERS.environment}/${name}/${file.path}:${file.line}: ${describeUnreadable(file)}`,
    ),
    ...repositories.map((text) => `${name}-${text}`),
    ...movedResources(before, after).map((moved) => describeMoved(moved, name)),
    ...droppedStacks(stale)
      // `strandedRepositories` reports the others.
      .filter((stack) => !repositoriesIn(before).some((repository) => repository.stack === stack))
      .map((stack) => `${name}-${stack} ${describeDroppedStack(stack)}`),
  ];
}

/** Another environment of the same account that declares a private repository in the same region. */
export function declaringElsewhere(
  { name: repositoryName, region: ofCopy }: Pick<DroppedRepository, "name" | "region">,
  { name, location: { account, region } }: Environment,
  others: readonly Environment[],
): string | undefined {
  // Other environments are searched for private repositories only.
  if (publicNameOf(repositoryName) !== undefined) return undefined;
  return others
    .filter((other) => other.name !== name && other.location.account === account)
    .flatMap(regionalEnvironments)
    .find(
      (other) =>
        other.location.region === (ofCopy ?? region) &&
        other.repositories.some((declared) => declared.repositoryName === repositoryName),
    )?.name;
}

function describeMoved({ stack, from, to }: MovedResource, environment: string): string {
  return (
    `${environment}-${stack}: ${from} is now ${to}, so the next apply destroys the old resource and creates a new one. ` +
    `To keep the resource, add this block, one argument per line, to ${FOLDERS.environment}/${environment}/${stack}/moved.tf: ` +
    `moved { from = ${from}, to = ${to} } (docs/deletion.md).`
  );
}

function describeDroppedStack(stack: string): string {
  return ANY_REGISTRY_STACK.test(stack)
    ? "does not declare any repositories and is no longer a stack, so its folder was deleted. Once its state does not contain any repositories either, delete the state (docs/groups.md)."
    : "is no longer a stack, so its folder was deleted. Run terraform destroy in the last checked-in version of the folder, or its resources stay in AWS.";
}

/** Stacks that are checked in and no longer generated. */
function droppedStacks(stale: TreeComparison["stale"]): string[] {
  return stale.flatMap(({ path }) => (path.endsWith("/versions.tf") ? [path.slice(0, -"/versions.tf".length)] : []));
}
