import { quoteValue, warning, type Problem } from "../problems/problem";
import { daysText, isOneTag, protects } from "./describe-rule";
import { at } from "./draft";
import { commonTag, patternCovers } from "./patterns";
import { type LifecyclePolicy, type LifecycleRule } from "./schema";
import { activeImage, selectionWords, selectorOf } from "./selection";

interface IndexedRule {
  readonly index: number;
  readonly rule: LifecycleRule;
}

/** Warns where a policy that ECR accepts behaves unexpectedly, in addition to the warnings of `checkLifecyclePolicy`. */
export function lintPolicy({ rules }: LifecyclePolicy): Problem[] {
  const byPriority = rules
    .map((rule, index) => ({ index, rule }))
    .sort((a, b) => a.rule.rulePriority - b.rule.rulePriority);
  return [
    ...byPriority.flatMap((later, place) => overlapsOf(byPriority.slice(0, place), later)),
    ...byPriority.flatMap((rule, place) => checkLateProtection(byPriority.slice(0, place), rule)),
    ...byPriority.flatMap((rule, place) => checkAnyHasImages(byPriority.slice(0, place), rule)),
    ...checkLatest(byPriority),
    ...byPriority.flatMap(checkSmallCount),
  ];
}

/** Earlier rules that select images of a later one. */
function overlapsOf(earlier: readonly IndexedRule[], later: IndexedRule): Problem[] {
  const globs = globsOf(later.rule);
  if (globs === undefined) return [];
  const sameClassRules = earlier.flatMap(({ index, rule }) => {
    const own = sameClass(rule, later.rule) ? globsOf(rule) : undefined;
    return own === undefined ? [] : [{ index, rule, own }];
  });
  const field = later.rule.selection.tagPatternList === undefined ? "tagPrefixList" : "tagPatternList";
  const where = at(later, field);
  const covering = sameClassRules.find(({ own }) => allCovered(own, globs));
  if (covering !== undefined) {
    // `checkLifecyclePolicy` reports equal pattern lists.
    if (sameList(covering.rule.selection.tagPatternList, later.rule.selection.tagPatternList)) return [];
    const message = `this rule never acts: rules[${covering.index}] (priority ${covering.rule.rulePriority}) already selects all images that this rule selects. Move this rule before rules[${covering.index}], or remove it`;
    return [warning("lifecycle/never-acts", where, message)];
  }
  return sameClassRules.flatMap(({ index, rule, own }) => {
    const [first] = own;
    const [second] = globs;
    if (first === undefined || second === undefined || own.length > 1 || globs.length > 1) return [];
    // A wider rule after a narrower one is how exceptions are written.
    const tag = patternCovers(second, first) ? undefined : commonTag(first, second);
    if (tag === undefined) return [];
    const message = `rules[${index}] (priority ${rule.rulePriority}) selects some of the same tags, such as ${quoteValue(tag)}. This rule counts these images but does not act on them`;
    return [warning("lifecycle/overlap", where, message)];
  });
}

/** An image with several tags belongs to the first rule that selects one of them, so a rule that keeps must come first. */
function checkLateProtection(earlier: readonly IndexedRule[], later: IndexedRule): Problem[] {
  const globs = globsOf(later.rule);
  if (globs === undefined || !protects(later.rule)) return [];
  const acting = earlier.find(({ rule }) => {
    const own = sameClass(rule, later.rule) ? globsOf(rule) : undefined;
    if (own === undefined || protects(rule)) return false;
    // An earlier rule for all its images is `lifecycle/never-acts`. A wider rule after a narrower one is how exceptions are written.
    return !allCovered(own, globs) && !allCovered(globs, own);
  });
  if (acting === undefined) return [];
  const { rule, index } = acting;
  const message = `a rule that keeps images must come before rules that delete or archive them, but rules[${index}] (priority ${rule.rulePriority}) comes first. That rule acts on ${selectionWords(rule.selection)}, including images with this rule's tags. Move this rule before rules[${index}]`;
  return [warning("lifecycle/late-protection", at(later, "countNumber"), message)];
}

/** Whether an image that has tags for all of the narrower patterns has tags for all of the wider ones. */
function allCovered(wider: readonly string[], narrower: readonly string[]): boolean {
  return wider.every((wide) => narrower.some((narrow) => patternCovers(wide, narrow)));
}

/** After rules for every tagged and for untagged images, a rule for all images has none to act on. */
function checkAnyHasImages(earlier: readonly IndexedRule[], { index, rule }: IndexedRule): Problem[] {
  if (rule.selection.tagStatus !== "any") return [];
  const sameClassRules = earlier.filter((other) => sameClass(other.rule, rule));
  const tagged = sameClassRules.find((other) => globsOf(other.rule)?.every((glob) => patternCovers(glob, "*")));
  const untagged = sameClassRules.find((other) => other.rule.selection.tagStatus === "untagged");
  if (tagged === undefined || untagged === undefined) return [];
  const message = `this rule never acts: rules[${tagged.index}] already selects all tagged images, and rules[${untagged.index}] selects all untagged images. Remove one of the three rules`;
  return [warning("lifecycle/never-acts", at({ index }, "tagStatus"), message)];
}

function checkLatest(rules: readonly IndexedRule[]): Problem[] {
  const [claimer] = rules.filter(({ rule }) => selectorOf(rule.selection)(LATEST));
  if (claimer?.rule.action.type !== "expire" || claimer.rule.selection.countType === "imageCountMoreThan") return [];
  const message = `expected a rule that keeps the image tagged "latest", found a rule that expires it after ${daysText(claimer.rule)}. Add an earlier rule with tagPatternList: ["latest"] and imageCountMoreThan 1 (or, in words, protect: [latest])`;
  return [warning("lifecycle/latest", at(claimer, "tagStatus"), message)];
}

const LATEST = activeImage(["latest"]);

/** A busy pipeline pushes fewer than this many images in no more than a day. */
const SAFE_COUNT = 3;

function checkSmallCount({ index, rule }: IndexedRule): Problem[] {
  const { countType, countNumber } = rule.selection;
  if (rule.action.type !== "expire" || countType !== "imageCountMoreThan" || countNumber >= SAFE_COUNT) return [];
  if (isOneTag(rule)) return [];
  const message = `expected at least ${SAFE_COUNT} images to keep, found ${countNumber}, so ${countNumber === 1 ? "the next push expires" : `the next ${countNumber} pushes expire`} an image that may still be running. Keep more images, or count days (sinceImagePushed)`;
  return [warning("lifecycle/young-images", at({ index }, "countNumber"), message)];
}

/** The prefixes or patterns of a rule for tagged images, as patterns; `undefined` for other rules. */
function globsOf({ selection }: LifecycleRule): readonly string[] | undefined {
  return selection.tagPatternList ?? selection.tagPrefixList?.map((prefix) => `${prefix}*`);
}

function sameClass(a: LifecycleRule, b: LifecycleRule): boolean {
  return (a.selection.storageClass ?? "standard") === (b.selection.storageClass ?? "standard");
}

function sameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}
