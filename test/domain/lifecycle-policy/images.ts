import { DAY, type Image } from "../../../src/domain/images/image";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { type LifecycleDecision } from "../../../src/domain/lifecycle-policy/decision";
import { simulate } from "../../../src/domain/lifecycle-policy/simulate";

export const NOW = new Date("2026-03-01T12:00:00Z");

/** An image called by one letter or word, pushed so many days before `NOW`. */
export function image(name: string, daysAgo: number, tags: readonly string[] = [], more: Partial<Image> = {}): Image {
  return {
    digest: digestOf(name),
    tags,
    bytes: 1000,
    isManifestList: false,
    status: "active",
    pushedAt: NOW.getTime() - daysAgo * DAY,
    pulledAt: undefined,
    archivedAt: undefined,
    activatedAt: undefined,
    subject: undefined,
    parts: undefined,
    ...more,
  };
}

export function digestOf(name: string): string {
  return `sha256:${name}`;
}

export const daysAgo = (days: number): number => NOW.getTime() - days * DAY;

type Selection = LifecycleRule["selection"];

/** A rule that expires; `count` images are kept, or `days` is the age. */
export function expire(
  rulePriority: number,
  tags: string | readonly string[],
  what: { count: number } | { days: number },
): LifecycleRule {
  const selected: Pick<Selection, "tagStatus" | "tagPatternList"> =
    tags === "any" || tags === "untagged"
      ? { tagStatus: tags }
      : { tagStatus: "tagged", tagPatternList: [tags].flat() };
  return {
    rulePriority,
    selection:
      "count" in what
        ? { ...selected, countType: "imageCountMoreThan", countNumber: what.count }
        : { ...selected, countType: "sinceImagePushed", countUnit: "days", countNumber: what.days },
    action: { type: "expire" },
  };
}

export function archive(
  rulePriority: number,
  days: number,
  countType: Selection["countType"] = "sinceImagePulled",
): LifecycleRule {
  return {
    rulePriority,
    selection: { tagStatus: "any", countType, countUnit: "days", countNumber: days },
    action: { type: "transition", targetStorageClass: "archive" },
  };
}

export const EXPIRE_ARCHIVED: LifecycleRule = {
  rulePriority: 90,
  selection: {
    tagStatus: "any",
    storageClass: "archive",
    countType: "sinceImageTransitioned",
    countUnit: "days",
    countNumber: 100,
  },
  action: { type: "expire" },
};

/** Names of the images that a policy expires, in alphabetical order. */
export function expired(rules: readonly LifecycleRule[], images: readonly Image[], now = NOW): string {
  return named(simulate(rules, images, now), "expire");
}

/** Names of the images that go this way, in alphabetical order. */
export function named(decisions: readonly LifecycleDecision[], action: LifecycleDecision["action"]): string {
  return decisions
    .filter((decision) => decision.action === action)
    .map(({ image: { digest } }) => digest.replace("sha256:", ""))
    .sort()
    .join(" ");
}

export function decisionOf(decisions: readonly LifecycleDecision[], name: string): LifecycleDecision {
  const found = decisions.find(({ image: { digest } }) => digest === digestOf(name));
  if (found === undefined) throw new Error(`no image ${name}`);
  return found;
}
