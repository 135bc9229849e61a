import { DAY, type Image } from "../../../src/domain/images/image";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { type Action } from "../../../src/domain/lifecycle-policy/decision";

/** What is compared of a decision. */
export interface Outcome {
  readonly action: Action;
  readonly rulePriority: number | null;
  readonly claimedBy: number | null;
  readonly on: number | null;
}

/**
 * The guide's evaluation rules one after the other, each written down as it stands there, without a thought of speed: what
 * `simulate` does is held to it. References among images must not go in rings.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function outcomes(rules: readonly LifecycleRule[], images: readonly Image[], now: number): Map<string, Outcome> {
  const own = images.filter((image) => subjectOf(image, images) === undefined);
  const results = new Map<string, Outcome>();
  const fateOf = (image: Image): Outcome => {
    const known = results.get(image.digest);
    if (known !== undefined) return known;
    const outcome = heldByLists(image, bare(image));
    results.set(image.digest, outcome);
    return outcome;
  };
  const bare = (image: Image): Outcome => {
    const subject = subjectOf(image, images);
    if (subject === undefined) return byRules(image, own, rules, now);
    const { action, rulePriority, on } = fateOf(subject);
    const goes = action === "expire" || (action === "archive" && image.status !== "archived");
    return { action: goes ? action : "keep", rulePriority: goes ? rulePriority : null, claimedBy: null, on };
  };
  const heldByLists = (image: Image, outcome: Outcome): Outcome => {
    const lists = images.filter(
      ({ parts, status, digest }) =>
        status !== "archived" && digest !== image.digest && parts?.includes(image.digest) === true,
    );
    const theirs = lists.map(fateOf);
    const isHeld = theirs.some(({ action }) => action === "keep");
    const times = [outcome, ...theirs].map(({ on }) => on ?? Infinity);
    const last = Math.max(...times);
    return {
      ...outcome,
      ...(isHeld ? { action: "keep", rulePriority: null } : {}),
      on: last === Infinity ? null : last,
    };
  };
  return new Map(images.map((image) => [image.digest, fateOf(image)]));
}

function subjectOf({ subject }: Image, images: readonly Image[]): Image | undefined {
  return images.find(({ digest }) => digest === subject);
}

function byRules(image: Image, all: readonly Image[], rules: readonly LifecycleRule[], now: number): Outcome {
  const claimers = rules.filter((rule) => selects(rule, image)).sort((a, b) => a.rulePriority - b.rulePriority);
  const [rule] = claimers;
  if (rule === undefined) return { action: "keep", rulePriority: null, claimedBy: null, on: null };
  const on = marksFrom(rule, image, all);
  const { countType } = rule.selection;
  const acts = on !== null && (countType === "imageCountMoreThan" || on < now);
  return {
    action: acts ? (rule.action.type === "transition" ? "archive" : "expire") : "keep",
    rulePriority: acts ? rule.rulePriority : null,
    claimedBy: rule.rulePriority,
    on,
  };
}

function selects({ selection }: LifecycleRule, image: Image): boolean {
  if (image.status !== (selection.storageClass === "archive" ? "archived" : "active")) return false;
  if (selection.tagStatus === "any") return true;
  if (selection.tagStatus === "untagged") return image.tags.length === 0;
  const tests = [
    ...(selection.tagPrefixList ?? []).map((prefix) => new RegExp(`^${literal(prefix)}`)),
    ...(selection.tagPatternList ?? []).map((pattern) => new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`)),
  ];
  return tests.every((test) => image.tags.some((tag) => test.test(tag)));
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** From when a rule marks an image, as if there were no other rule. */
function marksFrom(rule: LifecycleRule, image: Image, all: readonly Image[]): number | null {
  const { countType, countNumber } = rule.selection;
  const time = image.activatedAt ?? image.pushedAt;
  switch (countType) {
    case "imageCountMoreThan": {
      const newer = all
        .filter((other) => selects(rule, other))
        .map(({ activatedAt, pushedAt, digest }) => ({ time: activatedAt ?? pushedAt, digest }))
        .filter((other) => other.time > time || (other.time === time && other.digest < image.digest))
        .sort((a, b) => a.time - b.time);
      // One too many from when as many newer ones had come as stay.
      return newer[countNumber - 1]?.time ?? null;
    }
    case "sinceImagePushed":
      return time + countNumber * DAY;
    case "sinceImagePulled": {
      const restored = image.activatedAt;
      const pulled = image.pulledAt ?? image.pushedAt;
      return (restored !== undefined && restored > pulled ? restored : pulled) + countNumber * DAY;
    }
    case "sinceImageTransitioned":
      return image.archivedAt === undefined ? null : image.archivedAt + countNumber * DAY;
  }
}
