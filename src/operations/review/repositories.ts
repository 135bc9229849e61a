import { isDeepStrictEqual } from "node:util";
import { isCovered } from "../../domain/operator/manages";
import { isRetained, RETAINING_POLICIES } from "../../domain/repository/retention";
import { oneOf } from "../../domain/problems/problem";
import { type RepositoryDeclaration, type Environment } from "../../model/environment";
import { storedBytes } from "../../domain/images/image";
import { bytesText, countText } from "../../domain/text/format";
import { type Finding } from "./finding";
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
    ...dropped.flatMap((repository) =>
      droppedFindings(repository, { after, others, images, renamedTo: renamed.get(repository.repositoryName) }),
    ),
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

const REFUSED = "Terraform refuses the plan";

interface Place {
  readonly after: Environment;
  readonly images: ImageFacts;
}

function droppedFindings(
  old: RepositoryDeclaration,
  {
    after,
    others,
    images,
    renamedTo,
  }: Place & { readonly others: readonly Environment[]; readonly renamedTo: string | undefined },
): Finding[] {
  const { repositoryName: name, deletionPolicy, forceDelete } = old;
  const repositories = [name];
  const renaming =
    renamedTo === undefined
      ? []
      : [`${renamedTo} is new and has the same settings, but AWS cannot rename a repository: copy the images first.`];
  const owner = ownerOf(name, after, others);
  if (after.removed.includes(name)) {
    const message = "Terraform stops managing it; it stays in AWS with its images and policies";
    const to = owner === undefined ? [] : [`From then on, it belongs to ${owner.text}.`];
    return [
      owner?.isOperator === true
        ? {
            kind: "owner-changed",
            repositories,
            message: `${owner.text} owns it instead of Terraform`,
            details: renaming,
          }
        : { kind: "repository-released", repositories, message, details: [...to, ...renaming] },
    ];
  }
  const advice =
    owner === undefined
      ? `To leave it in AWS, list it under removed in ${after.name}.`
      : `${owner.text} owns it now: list it under removed in ${after.name}, so that Terraform does not delete it.`;
  if (isRetained(deletionPolicy) && !after.released.includes(name)) {
    return [
      {
        kind: "plan-refused",
        repositories,
        message: `Terraform refuses the whole plan: it is no longer declared, but has deletionPolicy ${deletionPolicy}`,
        short: REFUSED,
        details: [advice, ...renaming],
      },
    ];
  }
  const what = forceDelete
    ? "Terraform deletes it with all of its images"
    : "Terraform deletes its policies, then the repository if it has no images";
  return [
    {
      kind: "repository-deleted",
      repositories,
      message: `no longer declared, so ${what}`,
      short: forceDelete ? "would be deleted with all of its images" : "would be deleted",
      details: [...heldImages(name, forceDelete, images), advice, ...renaming],
    },
  ];
}

/** How many images a repository has that Terraform would delete, and whether AWS lets it. */
function heldImages(name: string, forceDelete: boolean, images: ImageFacts): string[] {
  const listed = images.of(name);
  if (listed === undefined) return [];
  if (listed.length === 0) return ["It has no images."];
  const bytes = listed.reduce((sum, image) => sum + storedBytes(image), 0);
  const outcome = forceDelete ? "AWS deletes them too" : "so that AWS refuses after its policies are gone";
  return [`It has ${countText(listed.length, "image")} (${bytesText(bytes)}): ${outcome}.`];
}

interface Owner {
  readonly text: string;
  readonly isOperator: boolean;
}

/** Who else owns a repository after the change: the operator, or another environment of the same registry. */
function ownerOf(name: string, after: Environment, others: readonly Environment[]): Owner | undefined {
  const registries = [after, ...others.filter((other) => isSameRegistry(other, after))];
  if (registries.some(({ operator }) => operator !== undefined && isCovered(name, operator.manages)))
    return { text: "the operator", isOperator: true };
  const declaring = registries
    .slice(1)
    .find(({ repositories }) => repositories.some(({ repositoryName }) => repositoryName === name));
  return declaring === undefined ? undefined : { text: `environment ${declaring.name}`, isOperator: false };
}

function isSameRegistry(one: Environment, other: Environment): boolean {
  return one.location.account === other.location.account && one.location.region === other.location.region;
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

function changedFindings(old: RepositoryDeclaration, now: RepositoryDeclaration, place: Place): Finding[] {
  return [
    ...encryptionFindings(old, now, place.images),
    ...protectionFindings(old, now, place.after),
    ...settingFindings(old, now),
  ];
}

function encryptionFindings(old: RepositoryDeclaration, now: RepositoryDeclaration, facts: ImageFacts): Finding[] {
  const [was, is] = [old.encryptionConfiguration, now.encryptionConfiguration];
  if (isDeepStrictEqual(was, is)) return [];
  const repositories = [now.repositoryName];
  const words = ({ encryptionType, kmsKey }: typeof was): string =>
    kmsKey === undefined ? encryptionType : `${encryptionType} with ${kmsKey}`;
  const details = [`The encryption changes from ${words(was)} to ${words(is)}.`];
  if (isRetained(old.deletionPolicy) && isRetained(now.deletionPolicy)) {
    const message = `Terraform refuses the whole plan: it would be replaced, but has deletionPolicy ${now.deletionPolicy}`;
    return [{ kind: "plan-refused", repositories, message, short: REFUSED, details }];
  }
  const message = old.forceDelete
    ? "Terraform deletes it with all of its images and creates it again"
    : "Terraform deletes it and creates it again, unless it has images";
  const held = heldImages(now.repositoryName, old.forceDelete, facts);
  return [
    { kind: "repository-replaced", repositories, message, short: "would be replaced", details: [...details, ...held] },
  ];
}

function protectionFindings(old: RepositoryDeclaration, now: RepositoryDeclaration, after: Environment): Finding[] {
  const repositories = [now.repositoryName];
  const lowered = (message: string): Finding => ({ kind: "protection-lowered", repositories, message });
  const retention = isRetained(old.deletionPolicy) && !isRetained(now.deletionPolicy);
  const refused = retention && !after.released.includes(now.repositoryName);
  return [
    ...(refused
      ? [
          {
            kind: "plan-refused",
            repositories,
            message: `Terraform refuses the whole plan: deletionPolicy is no longer ${RETAINING_POLICIES}`,
            short: REFUSED,
            details: [`To end the protection, list it under released in ${after.name}.`],
          } as const,
        ]
      : []),
    ...(retention && !refused ? [lowered(`no longer retained: deletionPolicy is ${now.deletionPolicy}`)] : []),
    ...(!old.forceDelete && now.forceDelete
      ? [lowered("forceDelete is set, so that deleting it also deletes its images")]
      : []),
    ...(old.imageTagMutability === "IMMUTABLE" && now.imageTagMutability !== "IMMUTABLE"
      ? [lowered(`tags are no longer immutable: imageTagMutability is ${now.imageTagMutability}`)]
      : []),
    ...(old.scanOnPush && !now.scanOnPush ? [lowered("images are no longer scanned on push")] : []),
  ];
}

/** Settings whose changes are reported with what they mean. */
const REPORTED = new Set([
  ...["repositoryName", "encryptionConfiguration", "lifecyclePolicy", "lifecyclePolicyName"],
  ...["repositoryPolicy", "pullPrincipals", "pushPrincipals", "pull", "push", "grants"],
]);

function settingFindings(old: RepositoryDeclaration, now: RepositoryDeclaration): Finding[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])] as (keyof RepositoryDeclaration)[];
  const lowered = new Set(
    [
      !old.forceDelete && now.forceDelete ? "forceDelete" : "",
      old.scanOnPush && !now.scanOnPush ? "scanOnPush" : "",
      old.imageTagMutability === "IMMUTABLE" ? "imageTagMutability" : "",
      isRetained(old.deletionPolicy) && !isRetained(now.deletionPolicy) ? "deletionPolicy" : "",
    ].filter((key) => key !== ""),
  );
  const changed = keys.filter(
    (key) => !REPORTED.has(key) && !lowered.has(key) && !isDeepStrictEqual(old[key], now[key]),
  );
  if (changed.length === 0) return [];
  return [
    {
      kind: "setting-changed",
      repositories: [now.repositoryName],
      message: `${oneOf(changed.sort(), "and")} ${changed.length === 1 ? "changes" : "change"}`,
    },
  ];
}
