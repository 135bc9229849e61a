import { type Environment } from "../../config/environment";
import { droppedRepositories, type DroppedRepository } from "./dropped-repositories";
import { movedResources, type MovedResource } from "./moved-resources";
import { FOLDERS } from "./report";
import { type Comparison } from "./tree";

/** What somebody should know before an environment's stacks are applied as they are now generated. */
export function notices(comparison: Comparison, environment: Environment): string[] {
  return [
    ...droppedRepositories(comparison, environment).map((it) => describeDropped(it, environment.name)),
    ...movedResources(comparison).map((it) => describeMoved(it, environment.name)),
    ...droppedStacks(comparison).map(
      (stack) =>
        `${environment.name}-${stack} is no stack any more, and its folder goes: run terraform destroy in the last one that was checked in, or what it holds stays in AWS.`,
    ),
  ];
}

function describeDropped({ name, forceDelete, renamedTo }: DroppedRepository, environment: string): string {
  const images = forceDelete ? "with its images" : "which AWS refuses while it has images";
  const renaming =
    renamedTo === undefined
      ? ""
      : ` ${renamedTo} is new and has the same settings, but AWS renames no repository: copy the images first where it takes the other's place.`;
  return (
    `${environment}-registry: ${name} is no longer declared, so the next apply deletes it, ${images}. ` +
    `To leave it in AWS, name it under removed in environments/${environment} (docs/deleting.md).${renaming}`
  );
}

function describeMoved({ stack, from, to }: MovedResource, environment: string): string {
  return (
    `${environment}-${stack}: ${from} is ${to} now, so the next apply destroys the one and creates the other. ` +
    `To keep it, write to ${FOLDERS.environment}/${environment}/${stack}/moved.tf, a file of yours: moved { from = ${from}, to = ${to} }, ` +
    `a line each (docs/deleting.md).`
  );
}

/** Stacks that are checked in and not generated any more. */
function droppedStacks({ stale }: Comparison): string[] {
  return stale.flatMap(({ path }) => (path.endsWith("/versions.tf") ? [path.slice(0, -"/versions.tf".length)] : []));
}
