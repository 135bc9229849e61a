import { isDeepStrictEqual } from "node:util";
import { isRecentlyPulled, RECENT_PULL_DAYS, type Image } from "../../domain/images/image";
import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { ruleWords } from "../../domain/lifecycle-policy/describe-rule";
import { type LifecyclePolicy, type LifecycleRule } from "../../domain/lifecycle-policy/schema";
import { evaluate } from "../../domain/lifecycle-policy/simulate";
import { bytesText, countText, dayText, listText } from "../../domain/text/format";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { usedNames, type ImagesInUse } from "../images/in-use";
import { subjectOf } from "../images/relations";
import { type Finding } from "./finding";
import { isStricter } from "./lifecycle-strictness";

/** What a review knows about images. */
export interface ImageFacts {
  readonly now: Date;
  /** The images of a repository. @returns `undefined` if they were not listed */
  readonly of: (repositoryName: string) => readonly Image[] | undefined;
  /** Which images tasks and pods run. @default - nobody was asked */
  readonly inUse?: (repositoryName: string) => ImagesInUse | undefined;
}

/** What changed lifecycle policies do to the images of repositories. */
export function policiesFindings(before: Environment, after: Environment, facts: ImageFacts): Finding[] {
  const old = new Map(before.repositories.map((repository) => [repository.repositoryName, repository]));
  return after.repositories.flatMap((repository) => {
    const was = old.get(repository.repositoryName);
    return was === undefined ? [] : lifecycleFindings(was, repository, facts);
  });
}

function lifecycleFindings(before: RepositoryDeclaration, after: RepositoryDeclaration, facts: ImageFacts): Finding[] {
  const [old, policy] = [before.lifecyclePolicy, after.lifecyclePolicy];
  if (isDeepStrictEqual(old, policy)) return [];
  const repositories = [after.repositoryName];
  const details = ruleChanges(old?.rules ?? [], policy?.rules ?? []);
  const message = lifecycleMessage(old, policy);
  const images = facts.of(after.repositoryName);
  if (images === undefined) {
    const kind = isStricter(old, policy) ? "lifecycle-stricter" : "lifecycle-looser";
    return [{ kind, repositories, message, details }];
  }
  const { deleted, archived, kept } = imageChanges(old, policy, images, facts.now);
  const found = inUseFindings([...deleted, ...archived], facts.inUse?.(after.repositoryName), repositories);
  if (deleted.length > 0) found.push(deletionFinding(deleted, repositories, details, facts.now));
  if (archived.length > 0) found.push(archiveFinding(archived, repositories, deleted.length === 0 ? details : []));
  if (found.length > 0) return found;
  const outcome =
    kept.length === 0
      ? "The change does not delete any additional listed images."
      : `${countText(kept.length, "listed image")} (${bytesText(bytesOf(kept))}) that would be deleted or archived today would be kept.`;
  return [{ kind: "lifecycle-looser", repositories, message, details: [...details, outcome] }];
}

function lifecycleMessage(before: LifecyclePolicy | undefined, after: LifecyclePolicy | undefined): string {
  if (before === undefined) return "new lifecycle policy";
  return after === undefined
    ? "no longer has a lifecycle policy, so no images are deleted"
    : "its lifecycle policy changes";
}

/** The rules that change, a sentence each, by their priority. */
function ruleChanges(before: readonly LifecycleRule[], after: readonly LifecycleRule[]): string[] {
  const [old, rules] = [byPriority(before), byPriority(after)];
  const priorities = [...new Set([...old.keys(), ...rules.keys()])].sort((a, b) => a - b);
  return priorities.flatMap((priority) => {
    const [was, is] = [old.get(priority), rules.get(priority)];
    if (was === undefined) return is === undefined ? [] : [`New rule ${priority}: ${ruleWords(is)}.`];
    if (is === undefined) return [`Rule ${priority} is removed: ${ruleWords(was)}.`];
    const [words, oldWords] = [ruleWords(is), ruleWords(was)];
    return words === oldWords ? [] : [`Rule ${priority}: ${words}. Previously: ${oldWords}.`];
  });
}

function byPriority(rules: readonly LifecycleRule[]): Map<number, LifecycleRule> {
  return new Map(rules.map((rule) => [rule.rulePriority, rule]));
}

/** The images that are deleted, archived and kept after the change only. Images that were deleted before do not count as archived. */
function imageChanges(
  before: LifecyclePolicy | undefined,
  after: LifecyclePolicy | undefined,
  images: readonly Image[],
  now: Date,
) {
  const old = new Map(
    evaluate(before?.rules ?? [], images, now).decisions.map(({ image, action }) => [image.digest, action]),
  );
  const changed = evaluate(after?.rules ?? [], images, now).decisions.filter(
    ({ image, action }) => old.get(image.digest) !== action,
  );
  return {
    deleted: changed.filter(({ action }) => action === "expire"),
    archived: changed.filter(({ action, image }) => action === "archive" && old.get(image.digest) === "keep"),
    kept: changed.filter(({ action }) => action === "keep"),
  };
}

function deletionFinding(
  deleted: readonly LifecycleDecision[],
  repositories: readonly string[],
  details: readonly string[],
  now: Date,
): Finding {
  const pulled = deleted.filter(({ image }) => isRecentlyPulled(image, now)).length;
  const gone = new Set(deleted.map(({ image }) => image.digest));
  const attached = deleted.filter(({ image }) => {
    const subject = subjectOf(image);
    return subject !== undefined && !gone.has(subject);
  }).length;
  const facts: string[] = [];
  if (pulled > 0)
    facts.push(`${countText(pulled, "image was", "images were")} pulled in the last ${RECENT_PULL_DAYS} days.`);
  if (attached > 0)
    facts.push(
      `${countText(attached, "image is a signature, attestation or SBOM for an image that is not deleted", "images are signatures, attestations or SBOMs for images that are not deleted")}.`,
    );
  const message = `${imagesText(deleted)} would be deleted within a day`;
  return { kind: "images-deleted", repositories, images: deleted.length, message, details: [...facts, ...details] };
}

/** `3 more images (1 GB, pushed on 2026-01-31)`. */
function imagesText(decisions: readonly LifecycleDecision[]): string {
  return `${countText(decisions.length, "more image")} (${bytesText(bytesOf(decisions))}, ${pushedText(decisions)})`;
}

/** Images that would no longer be there for new tasks and pods. */
function inUseFindings(
  decisions: readonly LifecycleDecision[],
  inUse: ImagesInUse | undefined,
  repositories: readonly string[],
): Finding[] {
  const used = inUse === undefined ? [] : usedNames(decisions, inUse);
  if (used.length === 0) return [];
  const short = `${countText(used.length, "image")} in use would be deleted or archived`;
  return [{ kind: "images-in-use", repositories, message: `${short} within a day: ${listText(used)}`, short }];
}

function archiveFinding(
  archived: readonly LifecycleDecision[],
  repositories: readonly string[],
  details: readonly string[],
): Finding {
  const message = `${imagesText(archived)} would be archived within a day`;
  return { kind: "images-archived", repositories, message, details };
}

function pushedText(decisions: readonly LifecycleDecision[]): string {
  const times = decisions.map(({ image }) => image.pushedAt);
  const [oldest, newest] = times.reduce(
    ([least, most], time) => [Math.min(least, time), Math.max(most, time)],
    [Infinity, -Infinity],
  );
  return dayText(oldest) === dayText(newest)
    ? `pushed on ${dayText(oldest)}`
    : `pushed between ${dayText(oldest)} and ${dayText(newest)}`;
}

function bytesOf(decisions: readonly LifecycleDecision[]): number {
  return decisions.reduce((sum, { bytes }) => sum + bytes, 0);
}
