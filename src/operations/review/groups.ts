import { isRetained } from "../../domain/repository/retention";
import { registryStackFinder } from "../../model/registry-parts";
import { type Environment } from "../../model/environment";
import { refusedPlan } from "./changed-repository";
import { type Finding } from "./finding";

/** Repositories whose group changes: what the plans of the old and the new stack do. */
export function groupFindings(before: Environment, after: Environment): Finding[] {
  const [oldStack, newStack] = [registryStackFinder(before), registryStackFinder(after)];
  const origins = new Map(after.imports.map(({ repositoryName, fromStack }) => [repositoryName, fromStack]));
  const declared = new Set(after.repositories.map(({ repositoryName }) => repositoryName));
  return before.repositories.flatMap((old): Finding[] => {
    const { repositoryName, deletionPolicy, forceDelete } = old;
    const [from, to] = [oldStack(repositoryName), newStack(repositoryName)];
    if (from === to || !declared.has(repositoryName)) return [];
    const repositories = [repositoryName];
    const [left, entered] = [`${after.name}-${from}`, `${after.name}-${to}`];
    if (origins.get(repositoryName) === from) {
      const message = `moves from the state of ${left} to the state of ${entered}; nothing changes in AWS`;
      return [{ kind: "repository-regrouped", repositories, message }];
    }
    const details = [
      `Its group changes, but imports does not list its previous stack. Run npx ecr groups ${after.name} --write (docs/groups.md).`,
    ];
    if (isRetained(deletionPolicy) && !after.released.includes(repositoryName)) {
      const why = "the repository now belongs to another stack";
      return [refusedPlan(repositoryName, why, details, `the whole plan of ${left}`)];
    }
    const what = forceDelete ? "deletes it with all of its images" : "deletes it if it does not contain images";
    const message = `it now belongs to another stack. In ${left}, Terraform ${what}. In ${entered}, Terraform cannot create it while it exists`;
    return [{ kind: "repository-deleted", repositories, message, short: "would be deleted", details }];
  });
}
