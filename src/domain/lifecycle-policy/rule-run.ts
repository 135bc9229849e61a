import { activeSince, DAY, type Image } from "../images/image";
import { type RuleResult } from "./decision";
import { daysText, EVENTS, keepsAll } from "./describe-rule";
import { type LifecycleRule } from "./schema";
import { selectionWords, selectorOf } from "./selection";

/** The evaluation of one rule over a repository's images, which must come from the newest to the oldest. */
export class RuleRun {
  readonly priority: number;
  readonly action: "expire" | "archive";
  readonly selects: (image: Image) => boolean;
  private readonly counts: boolean;
  private readonly limit: number;
  /** Times of the images that a counting rule has seen, newest first. */
  private readonly seen: number[] = [];
  private selected = 0;
  private lost = 0;
  private attachments = 0;
  /** Reasons for keeping and for acting, by the blocked rule and by the fallback. */
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

  /** Counts an image that the rule selects; images that belong to earlier rules, or are marked by them, count too. */
  see(image: Image, belongsToEarlier: boolean, isAttachment: boolean): void {
    this.selected += 1;
    if (belongsToEarlier) this.lost += 1;
    if (!this.counts) return;
    if (isAttachment && this.seen.length < this.limit) this.attachments += 1;
    this.seen.push(activeSince(image));
  }

  result(): RuleResult {
    const { rule, selected, lost, attachments } = this;
    return { rule, selected, lost, attachments };
  }

  /** Whether the rule acts on the last image that it has seen. */
  acts(image: Image): boolean {
    if (this.counts) return this.seen.length > this.limit;
    const from = this.actsFrom(image);
    return from !== undefined && from < this.now;
  }

  /** When the rule begins to act on the last image that it has seen; `undefined` if that depends on more than time. */
  actsFrom(image: Image): number | undefined {
    // The push of the image `limit` places before it made one image too many.
    if (this.counts) return this.acts(image) ? this.seen[this.seen.length - 1 - this.limit] : undefined;
    const since = this.since(image);
    return since === undefined ? undefined : since + this.limit * DAY;
  }

  /** The push time that images on both sides of the limit share, between which ECR may choose differently. */
  tiedTime(): number | undefined {
    if (!this.counts) return undefined;
    const lastKept = this.seen[this.limit - 1];
    return lastKept !== undefined && lastKept === this.seen[this.limit] ? lastKept : undefined;
  }

  /** Why the rule acts on an image or keeps it. Images share the texts, because there may be a million images. */
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
        ? `rule ${priority} keeps only the newest ${limit === 1 ? "of the" : limit} ${images}, and this image is older`
        : `${limit === 1 ? "the newest of the" : `one of the newest ${limit}`} ${images}, which rule ${priority} keeps`;
    }
    const event = EVENTS[rule.selection.countType];
    return acts
      ? `rule ${priority} ${verb} ${images} ${event} more than ${daysText(rule)} ago`
      : `rule ${priority} ${verb} ${images} only if ${event} more than ${daysText(rule)} ago`;
  }

  private fallback(image: Image): string {
    switch (this.rule.selection.countType) {
      case "sinceImagePulled":
        if (this.since(image) === image.pulledAt) return "";
        return image.activatedAt === undefined
          ? "; it has never been pulled, so the push date counts"
          : "; it has not been pulled since it was restored, so the restore date counts";
      case "sinceImageTransitioned":
        return image.archivedAt === undefined ? "; the listing does not say when it was archived" : "";
      case "imageCountMoreThan":
      case "sinceImagePushed":
        return image.activatedAt === undefined ? "" : "; it was restored from the archive, so the restore date counts";
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
  return `; rule ${priority} would ${action} it, but this rule comes first`;
}
