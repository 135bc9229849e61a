import { type Environment } from "../../model/environment";
import { droppedRepositories, replacedRepositories, unreleasedRepositories } from "./dropped-repositories";
import { describeDropped, describeReplaced, describeUnreleased } from "./dropped-words";
import { movedResources, type MovedResource } from "./moved-resources";
import { FOLDERS } from "./report";
import { type TreeComparison } from "./tree";

/**
 * What somebody should know before an environment's stacks are applied as they are now generated.
 * @param others the project's other environments, which may declare what this one has dropped
 */
export function notices(
  comparison: TreeComparison,
  environment: Environment,
  others: readonly Environment[] = [],
): string[] {
  return [
    ...repositoryNotices(comparison, environment, others).map((text) => `${environment.name}-registry: ${text}`),
    ...movedResources(comparison).map((it) => describeMoved(it, environment.name)),
    ...droppedStacks(comparison).map(
      (stack) =>
        `${environment.name}-${stack} is no stack any more, and its folder goes: run terraform destroy in the last one that was checked in, or what it holds stays in AWS.`,
    ),
  ];
}

function repositoryNotices(
  { changed, stale }: TreeComparison,
  environment: Environment,
  others: readonly Environment[],
): string[] {
  const { name } = environment;
  const before = [...changed, ...stale].map((file) => file.before ?? "");
  const after = changed.map((file) => file.after);
  return [
    ...droppedRepositories(before, environment, after).map((it) =>
      describeDropped(it, name, declaringElsewhere(it.name, environment, others)),
    ),
    ...unreleasedRepositories(before, environment).map((it) => describeUnreleased(it, name)),
    ...replacedRepositories(before, after).map(describeReplaced),
  ];
}

/** Another environment of the same account and region that declares a repository. */
export function declaringElsewhere(
  repositoryName: string,
  { name, location }: Environment,
  others: readonly Environment[],
): string | undefined {
  return others.find(
    (other) =>
      other.name !== name &&
      other.location.account === location.account &&
      other.location.region === location.region &&
      other.repositories.some((it) => it.repositoryName === repositoryName),
  )?.name;
}

function describeMoved({ stack, from, to }: MovedResource, environment: string): string {
  return (
    `${environment}-${stack}: ${from} is ${to} now, so the next apply destroys the one and creates the other. ` +
    `To keep it, write to ${FOLDERS.environment}/${environment}/${stack}/moved.tf, a file of yours: moved { from = ${from}, to = ${to} }, ` +
    `a line each (docs/deletion.md).`
  );
}

/** Stacks that are checked in and not generated any more. */
function droppedStacks({ stale }: TreeComparison): string[] {
  return stale.flatMap(({ path }) => (path.endsWith("/versions.tf") ? [path.slice(0, -"/versions.tf".length)] : []));
}
