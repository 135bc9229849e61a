import { checkLifecyclePolicy } from "../../domain/lifecycle-policy/check";
import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { DAY, type Image } from "../../domain/images/image";
import { type LifecyclePolicy, type LifecycleRule } from "../../domain/lifecycle-policy/schema";
import { simulate } from "../../domain/lifecycle-policy/simulate";
import { lintPolicy } from "../../domain/lifecycle-policy/lint";
import { countText, listText } from "../../domain/text/format";
import { errorsOf } from "../../domain/problems/problem";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";

/** How many days ahead the policy is simulated. */
export const DAYS_AHEAD = 7;

/** Tags of releases: versions without a suffix, and names for what runs in production. */
const RELEASE = /^(v?\d+\.\d+(\.\d+)?|release[-_/.].+|latest|stable|prod(uction)?([-_.].+)?)$/;

/**
 * Parses the lifecycle policy of a repository in AWS.
 * @returns `undefined` if the repository has no policy
 * @throws Error if the text is not a valid policy
 */
export function policyOfText(text: string | undefined): LifecyclePolicy | undefined {
  if (text === undefined) return undefined;
  const document: unknown = JSON.parse(text);
  const [fault] = errorsOf(checkLifecyclePolicy(document));
  if (fault !== undefined) throw new Error(fault.message);
  // The check above has validated the schema.
  return document as LifecyclePolicy;
}

/** Checks whether a repository's lifecycle policy is about to delete releases. */
export function diagnoseLifecycle(
  repository: string,
  text: string | undefined,
  images: readonly Image[],
  now: Date,
): Diagnosis {
  const id = "lifecycle/releases";
  let policy: LifecyclePolicy | undefined;
  try {
    policy = policyOfText(text);
  } catch (fault) {
    return unknownCause(id, repository, `its lifecycle policy in AWS is not valid: ${(fault as Error).message}`);
  }
  if (policy === undefined) return ok(id, repository, "it has no lifecycle policy, so nothing is deleted");
  const then = new Date(now.getTime() + DAYS_AHEAD * DAY);
  const expired = simulate(policy.rules, images, then).filter(
    ({ action, image }) => action === "expire" && isRelease(image),
  );
  const warnings = lintPolicy(policy);
  if (expired.length === 0) {
    const more =
      warnings.length === 0 ? "" : `, but ecr lifecycle check reports ${countText(warnings.length, "warning")}`;
    return ok(id, repository, `its lifecycle policy deletes no release within ${DAYS_AHEAD} days${more}`);
  }
  const [rule] = policy.rules.filter(({ rulePriority }) => rulePriority === expired[0]?.rulePriority);
  const more = warnings.map(({ message }) => `. Warning about the policy: ${message}`).join("");
  return cause(id, repository, `${expiredText(expired, policy.rules)}${more}`, fixText(repository, rule, expired));
}

function isRelease({ tags }: Image): boolean {
  return tags.some((tag) => RELEASE.test(tag));
}

function expiredText(expired: readonly LifecycleDecision[], rules: readonly LifecycleRule[]): string {
  const names = expired.flatMap(({ image }) => image.tags.filter((tag) => RELEASE.test(tag)));
  const priorities = [...new Set(expired.map(({ rulePriority }) => rulePriority))];
  const by = rules
    .filter(({ rulePriority }) => priorities.includes(rulePriority))
    .map(({ rulePriority, selection }) => `rule ${rulePriority} (${selectionText(selection)})`);
  return `its lifecycle policy deletes ${listText(names)} within ${DAYS_AHEAD} days: ${by.join(" and ")}`;
}

function selectionText({
  tagStatus,
  tagPrefixList,
  tagPatternList,
  countType,
  countNumber,
}: LifecycleRule["selection"]): string {
  const tags = tagPatternList ?? tagPrefixList?.map((prefix) => `${prefix}*`);
  const which = tags === undefined ? `tagStatus ${tagStatus}` : `tags ${tags.join(" and ")}`;
  return countType === "imageCountMoreThan"
    ? `${which}, all but the newest ${countNumber}`
    : `${which}, after ${countNumber} days`;
}

function fixText(repository: string, rule: LifecycleRule | undefined, expired: readonly LifecycleDecision[]): string {
  const preview = `To preview a change: npx ecr lifecycle preview <environment> ${repository} --compare <file>`;
  if (rule?.selection.tagStatus === "tagged")
    return `to keep these images, raise countNumber (${rule.selection.countNumber}) of rule ${rule.rulePriority}. ${preview}`;
  const tag = expired[0]?.image.tags.find((name) => RELEASE.test(name)) ?? "";
  const pattern = /^v?\d/.test(tag) ? (tag.startsWith("v") ? "v*" : "*.*") : beforeSeparator(tag);
  return `keep these images with a rule of lower rulePriority: tagPatternList ["${pattern}"] and imageCountMoreThan with a large countNumber. ${preview}`;
}

/** `release-7` becomes `release*`; a tag without a separator is unchanged. */
function beforeSeparator(tag: string): string {
  const end = tag.search(/[-_./]/);
  return end < 0 ? tag : `${tag.slice(0, end)}*`;
}
