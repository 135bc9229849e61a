import { activeSince, DAY, type Image } from "../images/image";
import { daysText, EVENTS, keepsAll } from "./describe-rule";
import { type LifecycleRule } from "./schema";
import { selectionWords, selectorOf } from "./selection";

/** One rule while it goes over a repository's images, which it has to see from the newest to the oldest. */
export class RuleRun {
  readonly priority: number;
  readonly action: "expire" | "archive";
  readonly selects: (image: Image) => boolean;
  /** Whether it counts images, and so has to see all that it selects. */
  readonly counts: boolean;
  private readonly limit: number;
  /** Times of the images that a counting rule has seen, newest first. */
  private readonly seen: number[] = [];
  /** Reasons for staying and for going, by the rule that may not act and by what the rule falls back to. */
  private readonly texts = new Map<RuleRun | undefined, Map<string, readonly [string, string]>>();

  constructor(
    readonly rule: LifecycleRule,
    private readonly now: number,
  ) {
    this.priority = rule.rulePriority;
    this.action = rule.action.type === "transition" ? "archive" : "expire";
    this.selects = selectorOf(rule.selection);
    this.counts = rule.selection.countType === "imageCountMoreThan";
    this.limit = rule.selection.countNumber;
  }

  /** Counts an image that the rule selects; images that other rules have marked count too. */
  see(image: Image): void {
    if (this.counts) this.seen.push(activeSince(image));
  }

  /** Whether the rule marks the image that it has seen last. */
  acts(image: Image): boolean {
    if (this.counts) return this.seen.length > this.limit;
    const from = this.actsFrom(image);
    return from !== undefined && from < this.now;
  }

  /** From when the rule acts on the image that it has seen last; `undefined` when no time alone makes it act. */
  actsFrom(image: Image): number | undefined {
    // One image too many since the one came that is so many places before it.
    if (this.counts) return this.seen[this.seen.length - 1 - this.limit];
    const since = this.since(image);
    return since === undefined ? undefined : since + this.limit * DAY;
  }

  /** A push time that an image which just stays and one which just goes share, so that ECR may choose otherwise. */
  openTime(): number | undefined {
    if (!this.counts) return undefined;
    const lastKept = this.seen[this.limit - 1];
    return lastKept !== undefined && lastKept === this.seen[this.limit] ? lastKept : undefined;
  }

  /** Why the image that the rule claims goes or stays. Texts are shared by images, of which there may be a million. */
  reason(image: Image, acts: boolean, blocked: RuleRun | undefined): string {
    const fallback = this.fallback(image);
    let texts = this.texts.get(blocked);
    if (texts === undefined) this.texts.set(blocked, (texts = new Map<string, readonly [string, string]>()));
    let pair = texts.get(fallback);
    if (pair === undefined) {
      const ending = `${fallback}${blocked === undefined ? "" : blockedText(blocked)}`;
      texts.set(fallback, (pair = [`${this.text(false)}${ending}`, `${this.text(true)}${ending}`]));
    }
    return pair[acts ? 1 : 0];
  }

  private text(acts: boolean): string {
    const { priority, limit, rule } = this;
    const images = selectionWords(rule.selection);
    if (keepsAll(rule) && !acts) return `rule ${priority} keeps all ${images}`;
    const verb = this.action === "archive" ? "archives" : "expires";
    if (this.counts) {
      return acts
        ? `rule ${priority} keeps the newest ${limit} ${images}, and this one is older`
        : `among the newest ${limit} ${images}, which rule ${priority} keeps`;
    }
    const event = EVENTS[rule.selection.countType];
    return acts
      ? `rule ${priority} ${verb} ${images} ${event} more than ${daysText(rule)} ago`
      : `rule ${priority} ${verb} ${images} only when ${event} more than ${daysText(rule)} ago`;
  }

  private fallback(image: Image): string {
    switch (this.rule.selection.countType) {
      case "sinceImagePulled":
        if (this.since(image) === image.pulledAt) return "";
        return image.activatedAt === undefined
          ? "; never pulled, so its push counts"
          : "; not pulled since its restoration, which counts";
      case "sinceImageTransitioned":
        return image.archivedAt === undefined ? "; the listing does not say when it was archived" : "";
      case "imageCountMoreThan":
      case "sinceImagePushed":
        return image.activatedAt === undefined ? "" : "; its restoration counts as its push";
    }
  }

  private since(image: Image): number | undefined {
    switch (this.rule.selection.countType) {
      case "sinceImagePulled":
        return Math.max(image.pulledAt ?? image.pushedAt, image.activatedAt ?? -Infinity);
      case "sinceImageTransitioned":
        return image.archivedAt;
      case "imageCountMoreThan":
      case "sinceImagePushed":
        return activeSince(image);
    }
  }
}

function blockedText({ priority, action }: RuleRun): string {
  return `; rule ${priority}, which would ${action} it, comes later and may not act`;
}
