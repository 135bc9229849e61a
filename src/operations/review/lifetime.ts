import { type Environment } from "../../model/environment";
import { isMoved } from "./environment";
import { type Finding } from "./finding";

/** @param after the environments after the change */
export function removedFinding(old: Environment, after: readonly Environment[]): Finding {
  const successor = after.find((candidate) => sharesRepositories(old, candidate));
  const count = old.repositories.length;
  return {
    kind: "environment-removed",
    repositories: [],
    message: `the environment is removed, with ${count === 1 ? "its repository" : `its ${count.toLocaleString("en-US")} repositories`}`,
    details: [
      successor === undefined
        ? "The environment's resources stay in AWS. To delete them, run npx ecr destroy before the change is merged."
        : `${successor.name} declares repositories with the same names in the same registry. A renamed environment has different stacks and states, so move the states (docs/deploy.md), or import the repositories in ${successor.name}.`,
    ],
  };
}

/** @param before the environments before the change @param after those after it */
export function addedFinding(now: Environment, before: readonly Environment[], after: readonly Environment[]): Finding {
  const source = before.find(
    (candidate) => !after.some(({ name }) => name === candidate.name) && sharesRepositories(candidate, now),
  );
  const count = now.repositories.length.toLocaleString("en-US");
  return {
    kind: "environment-added",
    repositories: [],
    message: `the environment is new, with ${count} ${now.repositories.length === 1 ? "repository" : "repositories"}`,
    details:
      source === undefined
        ? []
        : [`${source.name}, which is removed, declares repositories with the same names in the same registry.`],
  };
}

/** Whether two environments declare the same repository of the same registry, as one does that was renamed. */
function sharesRepositories(one: Environment, other: Environment): boolean {
  if (isMoved(one, other)) return false;
  const names = new Set(one.repositories.map(({ repositoryName }) => repositoryName));
  return other.repositories.some(({ repositoryName }) => names.has(repositoryName));
}
