import { isCovered } from "../../domain/operator/manages";
import { isRetained } from "../../domain/repository/retention";
import { type RepositoryDeclaration, type Environment } from "../../model/environment";
import { type Finding } from "./finding";
import { changedFindings, refusedPlan, type Place } from "./changed-repository";
import { isMoved } from "./environment";
import { heldImages } from "./held-images";
import { type ImageFacts } from "./lifecycle";

/** What happens to the repositories themselves: added, deleted, replaced, left to someone else, or less protected. */
export function repositoryFindings(
  before: Environment,
  after: Environment,
  others: readonly Environment[],
  images: ImageFacts,
): Finding[] {
  const old = byName(before);
  const declared = byName(after);
  const added = after.repositories.filter(({ repositoryName }) => !old.has(repositoryName));
  const dropped = before.repositories.filter(({ repositoryName }) => !declared.has(repositoryName));
  const renamed = renames(dropped, added);
  return [
    ...dropped.map((it) => droppedFinding(it, { after, images }, others, renamed.get(it.repositoryName))),
    ...added.map((repository) => addedFinding(repository, before, after)),
    ...before.repositories.flatMap((repository) => {
      const now = declared.get(repository.repositoryName);
      return now === undefined ? [] : changedFindings(repository, now, { after, images });
    }),
  ];
}

function byName({ repositories }: Environment): Map<string, RepositoryDeclaration> {
  return new Map(repositories.map((repository) => [repository.repositoryName, repository]));
}

/** New repositories that may be dropped ones under another name: all of their settings are equal. */
function renames(
  dropped: readonly RepositoryDeclaration[],
  added: readonly RepositoryDeclaration[],
): ReadonlyMap<string, string> {
  const bySettings = new Map<string, RepositoryDeclaration[]>();
  for (const candidate of added) {
    const key = settingsKey(candidate);
    bySettings.set(key, [...(bySettings.get(key) ?? []), candidate]);
  }
  return new Map(
    dropped.flatMap((old) => {
      const equal = bySettings.get(settingsKey(old)) ?? [];
      const named = equal.find(({ repositoryName }) => lastPart(repositoryName) === lastPart(old.repositoryName));
      // With several equal candidates and no common name, any choice would be a guess.
      const match = named ?? (equal.length === 1 ? equal[0] : undefined);
      return match === undefined ? [] : [[old.repositoryName, match.repositoryName] as const];
    }),
  );
}

function settingsKey({ repositoryName: _, ...settings }: RepositoryDeclaration): string {
  return JSON.stringify(settings);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function droppedFinding(
  old: RepositoryDeclaration,
  { after, images }: Place,
  others: readonly Environment[],
  renamedTo: string | undefined,
): Finding {
  const { repositoryName: name, deletionPolicy, forceDelete } = old;
  const repositories = [name];
  const renaming =
    renamedTo === undefined
      ? []
      : [`${renamedTo} is new and has the same settings, but AWS cannot rename a repository. Copy the images first.`];
  const owner = ownerOf(name, after, others);
  if (after.removed.includes(name)) {
    const message = "Terraform stops managing it; it stays in AWS with its images and policies";
    const to = owner === undefined ? [] : [`From then on, it belongs to ${owner.text}.`];
    return owner?.isOperator === true
      ? {
          kind: "owner-changed",
          repositories,
          message: `${owner.text} owns it instead of Terraform`,
          details: renaming,
        }
      : { kind: "repository-released", repositories, message, details: [...to, ...renaming] };
  }
  const advice =
    owner === undefined
      ? `To leave it in AWS, list it under removed in ${after.name}.`
      : `It now belongs to ${owner.text}. List it under removed in ${after.name}, so that Terraform does not delete it.`;
  if (isRetained(deletionPolicy) && !after.released.includes(name)) {
    const why = `the repository is no longer declared, but has deletionPolicy ${deletionPolicy}`;
    return refusedPlan(name, why, [advice, ...renaming]);
  }
  const what = forceDelete
    ? "Terraform deletes it with all of its images"
    : "Terraform deletes its policies, then the repository if it does not contain images";
  return {
    kind: "repository-deleted",
    repositories,
    message: `no longer declared, so ${what}`,
    short: forceDelete ? "would be deleted with all of its images" : "would be deleted",
    details: [...heldImages(name, forceDelete, images), advice, ...renaming],
  };
}

interface Owner {
  readonly text: string;
  readonly isOperator: boolean;
}

/** Who else owns a repository after the change: the operator, or another environment of the same registry. */
function ownerOf(name: string, after: Environment, others: readonly Environment[]): Owner | undefined {
  const registries = [after, ...others.filter((other) => !isMoved(other, after))];
  if (registries.some(({ operator }) => operator !== undefined && isCovered(name, operator.manages)))
    return { text: "the operator", isOperator: true };
  const declaring = registries
    .slice(1)
    .find(({ repositories }) => repositories.some(({ repositoryName }) => repositoryName === name));
  return declaring === undefined ? undefined : { text: `environment ${declaring.name}`, isOperator: false };
}

function addedFinding(
  { repositoryName: name }: RepositoryDeclaration,
  before: Environment,
  after: Environment,
): Finding {
  const repositories = [name];
  const imported = after.imports.some(({ repositoryName }) => repositoryName === name);
  if (before.operator !== undefined && isCovered(name, before.operator.manages))
    return { kind: "owner-changed", repositories, message: "Terraform owns it instead of the operator" };
  return { kind: "repository-added", repositories, message: imported ? "imported into Terraform" : "new repository" };
}
