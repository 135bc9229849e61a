import { countText } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { isMoved } from "./environment";
import { environmentFinding, type Finding } from "./finding";

/** @param after the environments after the change */
export function removedFinding(old: Environment, after: readonly Environment[]): Finding {
  const successor = after.find((candidate) => sharesRepositories(old, candidate));
  const count = old.repositories.length;
  const repositories = count === 1 ? "its repository" : `its ${count.toLocaleString("en-US")} repositories`;
  const advice =
    successor === undefined
      ? "The environment's resources stay in AWS. To delete them, run npx ecr destroy before the change is merged."
      : `${successor.name} declares repositories with the same names in the same registry. A renamed environment has different stacks and states, so move the states (docs/deploy.md), or import the repositories in ${successor.name}.`;
  return environmentFinding("environment-removed", `the environment is removed, with ${repositories}`, [advice]);
}

/** @param before the environments before the change @param after those after it */
export function addedFinding(now: Environment, before: readonly Environment[], after: readonly Environment[]): Finding {
  const source = before.find(
    (candidate) => !after.some(({ name }) => name === candidate.name) && sharesRepositories(candidate, now),
  );
  const count = countText(now.repositories.length, "repository", "repositories");
  const details =
    source === undefined
      ? []
      : [`${source.name}, which is removed, declares repositories with the same names in the same registry.`];
  return environmentFinding("environment-added", `the environment is new, with ${count}`, details);
}

/** Whether two environments declare the same repository of the same registry, as one does that was renamed. */
function sharesRepositories(one: Environment, other: Environment): boolean {
  if (isMoved(one, other)) return false;
  const names = new Set(one.repositories.map(({ repositoryName }) => repositoryName));
  return other.repositories.some(({ repositoryName }) => names.has(repositoryName));
}
