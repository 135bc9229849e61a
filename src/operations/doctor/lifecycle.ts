import { checkLifecyclePolicy } from "../../domain/lifecycle-policy/check";
import { type Evaluation, type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { DAY, type Image } from "../../domain/images/image";
import { type LifecyclePolicy, type LifecycleRule } from "../../domain/lifecycle-policy/schema";
import { evaluate } from "../../domain/lifecycle-policy/simulate";
import { lintPolicy } from "../../domain/lifecycle-policy/lint";
import { EVENTS } from "../../domain/lifecycle-policy/describe-rule";
import { countText, listText } from "../../domain/text/format";
import { errorsOf, oneOf } from "../../domain/problems/problem";
import { lateProtections, type LateProtection } from "../lifecycle-preview/rule-findings";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { diagnoseLateProtection, diagnoseRules, previewText } from "./lifecycle-rules";
import { DAYS_AHEAD } from "./thresholds";

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

/** Checks what a repository's lifecycle policy is about to delete, and whether its rules do something. */
export function diagnoseLifecycle(
  repository: string,
  text: string | undefined,
  images: readonly Image[],
  now: Date,
): Diagnosis[] {
  let policy: LifecyclePolicy | undefined;
  try {
    policy = policyOfText(text);
  } catch (fault) {
    return [unknownCause(ID, repository, `its lifecycle policy in AWS is not valid: ${(fault as Error).message}`)];
  }
  if (policy === undefined) return [ok(ID, repository, "it does not have a lifecycle policy, so nothing is deleted")];
  const then = new Date(now.getTime() + DAYS_AHEAD * DAY);
  const evaluation = evaluate(policy.rules, images, then);
  const late = lateProtections(evaluation.decisions, evaluation.rules);
  return [
    diagnoseReleases(repository, policy, evaluation, late),
    ...late.map((protection) => diagnoseLateProtection(repository, protection)),
    ...diagnoseRules(repository, evaluation),
  ];
}

const ID = "lifecycle/releases";

function diagnoseReleases(
  repository: string,
  policy: LifecyclePolicy,
  { decisions }: Evaluation,
  late: readonly LateProtection[],
): Diagnosis {
  const missed = new Set(late.flatMap((protection) => protection.missed));
  const releases = decisions.filter(({ action, image }) => action === "expire" && isRelease(image));
  // Another cause reports the others, with another fix.
  const expired = releases.filter((decision) => !missed.has(decision));
  const warnings = lintPolicy(policy).map(({ message }) => message);
  if (expired.length === 0) {
    const any = releases.length === 0 ? "any release" : "any other release";
    const more = warnings.length === 0 ? "" : `. ecr lifecycle check warns: ${warnings.join("; ")}`;
    return ok(ID, repository, `its lifecycle policy will not delete ${any} in the next ${DAYS_AHEAD} days${more}`);
  }
  const [rule] = policy.rules.filter(({ rulePriority }) => rulePriority === expired[0]?.rulePriority);
  const more = warnings.map((message) => `. Warning about the policy: ${message}`).join("");
  return cause(ID, repository, `${expiredText(expired, policy.rules)}${more}`, fixText(repository, rule, expired));
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
  return `its lifecycle policy will delete ${listText(names)} in the next ${DAYS_AHEAD} days: ${oneOf(by, "and")}`;
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
    : `${which}, ${EVENTS[countType]} more than ${countText(countNumber, "day")} ago`;
}

function fixText(repository: string, rule: LifecycleRule | undefined, expired: readonly LifecycleDecision[]): string {
  const preview = previewText(repository);
  if (rule?.selection.tagStatus === "tagged")
    return `to keep these images, increase countNumber (${rule.selection.countNumber}) in rule ${rule.rulePriority}. ${preview}`;
  const tag = expired[0]?.image.tags.find((name) => RELEASE.test(name)) ?? "";
  const pattern = /^v?\d/.test(tag) ? (tag.startsWith("v") ? "v*" : "*.*") : beforeSeparator(tag);
  return `to keep these images, add a rule with a lower rulePriority: tagStatus tagged, tagPatternList ["${pattern}"], countType imageCountMoreThan and a large countNumber. ${preview}`;
}

/** `release-7` becomes `release*`; a tag without a separator is unchanged. */
function beforeSeparator(tag: string): string {
  const end = tag.search(/[-_./]/);
  return end < 0 ? tag : `${tag.slice(0, end)}*`;
}
