import { quoteValue, warning, type Problem } from "../problems/problem";
import { at } from "./draft";
import { commonTag, patternCovers } from "./patterns";
import { type LifecyclePolicy, type LifecycleRule } from "./schema";
import { selectorOf } from "./selection";

interface Placed {
  readonly index: number;
  readonly rule: LifecycleRule;
}

/** What a policy that ECR takes does otherwise than it seems to, beyond what its check already tells. */
export function lintPolicy({ rules }: LifecyclePolicy): Problem[] {
  const byPriority = rules
    .map((rule, index) => ({ index, rule }))
    .sort((a, b) => a.rule.rulePriority - b.rule.rulePriority);
  return [
    ...byPriority.flatMap((later, place) => overlapsOf(byPriority.slice(0, place), later)),
    ...byPriority.flatMap((last, place) => nothingLeft(byPriority.slice(0, place), last)),
    ...latestKeptByNobody(byPriority),
    ...byPriority.flatMap(youngImages),
  ];
}

/** Earlier rules that take images from a later one. */
function overlapsOf(earlier: readonly Placed[], later: Placed): Problem[] {
  const globs = globsOf(later.rule);
  if (globs === undefined) return [];
  const rivals = earlier.flatMap(({ index, rule }) => {
    const own = sameClass(rule, later.rule) ? globsOf(rule) : undefined;
    return own === undefined ? [] : [{ index, rule, own }];
  });
  const field = later.rule.selection.tagPatternList === undefined ? "tagPrefixList" : "tagPatternList";
  const where = at(later, field);
  const covering = rivals.find(({ own }) => own.every((wide) => globs.some((glob) => patternCovers(wide, glob))));
  if (covering !== undefined) {
    // Equal pattern lists are told by the check.
    if (sameList(covering.rule.selection.tagPatternList, later.rule.selection.tagPatternList)) return [];
    return [
      warning(
        "lifecycle/never-acts",
        where,
        `rules[${covering.index}] comes first (priority ${covering.rule.rulePriority}) and selects every image that this rule does, so this one never acts; let it come first, or leave it out`,
      ),
    ];
  }
  return rivals.flatMap(({ index, rule, own }) => {
    const [first] = own;
    const [second] = globs;
    if (first === undefined || second === undefined || own.length > 1 || globs.length > 1) return [];
    // The wider rule after the narrower one is how exceptions are written.
    const tag = patternCovers(second, first) ? undefined : commonTag(first, second);
    if (tag === undefined) return [];
    return [
      warning(
        "lifecycle/overlap",
        where,
        `rules[${index}] (priority ${rule.rulePriority}) selects some of the same tags, ${quoteValue(tag)} for one; those images are its own, and this rule only counts them`,
      ),
    ];
  });
}

/** A rule for all images after rules for every tag and for untagged images: there is no image that it could act on. */
function nothingLeft(earlier: readonly Placed[], { index, rule }: Placed): Problem[] {
  if (rule.selection.tagStatus !== "any") return [];
  const rivals = earlier.filter((each) => sameClass(each.rule, rule));
  const tagged = rivals.find((each) => globsOf(each.rule)?.every((glob) => patternCovers(glob, "*")));
  const untagged = rivals.find((each) => each.rule.selection.tagStatus === "untagged");
  if (tagged === undefined || untagged === undefined) return [];
  return [
    warning(
      "lifecycle/never-acts",
      at({ index }, "tagStatus"),
      `rules[${tagged.index}] selects every tagged image and rules[${untagged.index}] every untagged one, so this rule never acts; leave it out, or one of the others`,
    ),
  ];
}

function latestKeptByNobody(rules: readonly Placed[]): Problem[] {
  const [claimer] = rules.filter(({ rule }) => selectorOf(rule.selection)(LATEST));
  if (claimer?.rule.action.type !== "expire" || claimer.rule.selection.countType === "imageCountMoreThan") return [];
  return [
    warning(
      "lifecycle/latest",
      at(claimer, "tagStatus"),
      `this rule expires the image tagged "latest" too once it is ${claimer.rule.selection.countNumber} days old; to keep it, put a rule for tagPatternList: ["latest"] with imageCountMoreThan 1 before (in words, protect: [latest])`,
    ),
  ];
}

const LATEST = {
  digest: "",
  tags: ["latest"],
  bytes: 0,
  isManifestList: false,
  status: "active",
  pushedAt: 0,
  pulledAt: undefined,
  archivedAt: undefined,
  activatedAt: undefined,
  subject: undefined,
  parts: undefined,
} as const;

/** So few images are pushed within a day by a busy pipeline. */
const FEW = 2;

function youngImages({ index, rule }: Placed): Problem[] {
  const { countType, countNumber } = rule.selection;
  if (rule.action.type !== "expire" || countType !== "imageCountMoreThan" || countNumber > FEW) return [];
  if (isOneTag(rule)) return [];
  return [
    warning(
      "lifecycle/young-images",
      at({ index }, "countNumber"),
      `keeps ${countNumber === 1 ? "1 image" : `${countNumber} images`} only, so ${countNumber === 1 ? "the next push expires" : `the next ${countNumber} pushes expire`} an image that may be younger than a day and running; count days instead (sinceImagePushed), or keep more`,
    ),
  ];
}

/** A tag without a wildcard is on one image at a time. */
function isOneTag({ selection: { tagPatternList } }: LifecycleRule): boolean {
  return tagPatternList?.some((pattern) => !pattern.includes("*")) ?? false;
}

/** The lists of a rule for tagged images as patterns; `undefined` for other rules. */
function globsOf({ selection }: LifecycleRule): readonly string[] | undefined {
  return selection.tagPatternList ?? selection.tagPrefixList?.map((prefix) => `${prefix}*`);
}

function sameClass(a: LifecycleRule, b: LifecycleRule): boolean {
  return (a.selection.storageClass ?? "standard") === (b.selection.storageClass ?? "standard");
}

function sameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}
