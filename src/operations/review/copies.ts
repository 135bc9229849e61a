import { isRetained } from "../../domain/repository/retention";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { regionalEnvironments } from "../../model/regions";
import { REFUSED } from "./changed-repository";
import { type Finding } from "./finding";

/** What happens to copies in further regions whose repository stays declared: a region, or its prefixes, no longer include them. */
export function copyFindings(before: Environment, after: Environment): Finding[] {
  const declared = new Set(after.repositories.map(({ repositoryName }) => repositoryName));
  const now = new Map(copiesOf(after).map((copies) => [copies.location.region, copies]));
  return copiesOf(before).flatMap((old): Finding[] => {
    const { region } = old.location;
    const copies = now.get(region);
    if (copies === undefined) return abandoned(old, after.name);
    const kept = new Set(copies.repositories.map(({ repositoryName }) => repositoryName));
    return old.repositories.flatMap((copy) =>
      kept.has(copy.repositoryName) || !declared.has(copy.repositoryName) ? [] : [droppedCopy(copy, copies)],
    );
  });
}

function copiesOf(environment: Environment): Environment[] {
  return regionalEnvironments(environment).filter(({ regional }) => regional === "copy");
}

function abandoned({ location: { region }, repositories }: Environment, environment: string): Finding[] {
  if (repositories.length === 0) return [];
  const message = `${region} is no longer a region, so its copies stay in AWS, in the state of a stack that no longer exists`;
  const details = [
    `If the stacks of the region are not destroyed yet, restore the region in ${environment} and destroy them first (docs/regions.md).`,
  ];
  return [
    {
      kind: "environment-moved",
      repositories: repositories.map(({ repositoryName }) => repositoryName),
      message,
      details,
    },
  ];
}

function droppedCopy(
  { repositoryName: name, deletionPolicy, forceDelete }: RepositoryDeclaration,
  { location: { region }, removed, released }: Environment,
): Finding {
  const repositories = [name];
  if (removed.includes(name)) {
    const message = `Terraform stops managing the copy in ${region}; it stays in AWS with its images and policies`;
    return { kind: "repository-released", repositories, message };
  }
  const details = [`To leave the copy in AWS, list it under regions.${region}.removed.`];
  if (isRetained(deletionPolicy) && !released.includes(name)) {
    const message = `Terraform rejects the plan of ${region}, because the copy is no longer declared, but has deletionPolicy ${deletionPolicy}`;
    return { kind: "plan-refused", repositories, message, short: REFUSED, details };
  }
  const what = forceDelete
    ? "deletes the copy with all of its images"
    : "deletes the policies of the copy, then the copy if it does not contain images";
  const message = `no longer copied to ${region}, so Terraform ${what}`;
  return { kind: "repository-deleted", repositories, message, short: "the copy would be deleted", details };
}
