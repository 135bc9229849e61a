import { checkLifecyclePolicy } from "../../domain/lifecycle-policy/check";
import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { DAY, type Image } from "../../domain/images/image";
import { type LifecyclePolicy, type LifecycleRule } from "../../domain/lifecycle-policy/schema";
import { simulate } from "../../domain/lifecycle-policy/simulate";
import { lintPolicy } from "../../domain/lifecycle-policy/lint";
import { countText } from "../../domain/text/format";
import { errorsOf } from "../../domain/problems/problem";
import { cause, ok, someOf, unknownCause, type Diagnosis } from "./diagnosis";

/** How far ahead is looked. */
export const DAYS_AHEAD = 7;

/** Tags of images that people miss: versions without a suffix, and names that stand for what runs. */
const RELEASE = /^(v?\d+\.\d+(\.\d+)?|release[-_/.].+|latest|stable|prod(uction)?([-_.].+)?)$/;

/**
 * The lifecycle policy that a repository has in AWS.
 * @returns `undefined` where it has none
 * @throws Error when it is not what a policy is
 */
export function policyOfText(text: string | undefined): LifecyclePolicy | undefined {
  if (text === undefined) return undefined;
  const document: unknown = JSON.parse(text);
  const [fault] = errorsOf(checkLifecyclePolicy(document));
  if (fault !== undefined) throw new Error(fault.message);
  // It has passed the check.
  return document as LifecyclePolicy;
}

/** Whether a repository's lifecycle policy is about to delete releases. */
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
    return unknownCause(
      id,
      repository,
      `what its lifecycle policy in AWS does can not be told: ${(fault as Error).message}`,
    );
  }
  if (policy === undefined) return ok(id, repository, "it has no lifecycle policy, so nothing is deleted");
  const then = new Date(now.getTime() + DAYS_AHEAD * DAY);
  const going = simulate(policy.rules, images, then).filter(
    ({ action, image }) => action === "expire" && isRelease(image),
  );
  const surprises = lintPolicy(policy);
  if (going.length === 0) {
    const more =
      surprises.length === 0 ? "" : `; lifecycle check has ${countText(surprises.length, "warning")} about it`;
    return ok(id, repository, `no release goes within ${DAYS_AHEAD} days${more}`);
  }
  const [rule] = policy.rules.filter(({ rulePriority }) => rulePriority === going[0]?.rulePriority);
  const said = surprises.map(({ message }) => `. The policy: ${message}`).join("");
  return cause(id, repository, `${goingText(going, policy.rules)}${said}`, fixText(repository, rule, going));
}

function isRelease({ tags }: Image): boolean {
  return tags.some((tag) => RELEASE.test(tag));
}

function goingText(going: readonly LifecycleDecision[], rules: readonly LifecycleRule[]): string {
  const names = going.flatMap(({ image }) => image.tags.filter((tag) => RELEASE.test(tag)));
  const priorities = [...new Set(going.map(({ rulePriority }) => rulePriority))];
  const by = rules
    .filter(({ rulePriority }) => priorities.includes(rulePriority))
    .map(({ rulePriority, selection }) => `rule ${rulePriority} (${selectionText(selection)})`);
  return `its lifecycle policy deletes ${someOf(names)} within ${DAYS_AHEAD} days, by ${by.join(" and ")}`;
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

function fixText(repository: string, rule: LifecycleRule | undefined, going: readonly LifecycleDecision[]): string {
  const look = `lifecycle preview <environment> ${repository} --compare <file> shows what a change does`;
  if (rule?.selection.tagStatus === "tagged")
    return `if these are not meant to go, raise countNumber (${rule.selection.countNumber}) of rule ${rule.rulePriority}; ${look}`;
  const tag = going[0]?.image.tags.find((name) => RELEASE.test(name)) ?? "";
  const pattern = /^v?\d/.test(tag) ? (tag.startsWith("v") ? "v*" : "*.*") : beforeSeparator(tag);
  return `protect them by a rule with a lower number: tagPatternList ["${pattern}"], imageCountMoreThan a large number; ${look}`;
}

/** `release-7` becomes `release*`; a tag without a separator stays as it is. */
function beforeSeparator(tag: string): string {
  const end = tag.search(/[-_./]/);
  return end < 0 ? tag : `${tag.slice(0, end)}*`;
}
