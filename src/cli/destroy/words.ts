import { type Growth } from "../../operations/destruction/growth";
import { ownedName } from "../../operations/destruction/state";
import { countText } from "../../domain/text/format";
import { stackLines } from "../support/stack-lines";

/** Longest list of names in a sentence. */
const MOST_NAMES = 5;

/** `1 repository`, `1,200 repositories`. */
export function repositories(count: number): string {
  return countText(count, "repository", "repositories");
}

/** `a, b, c, d, e and 12 more`. */
export function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0
    ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more.toLocaleString("en-US")} more`
    : names.join(", ");
}

/** What was added since it was shown: `team/api (2 images), team/new (1 image)`. */
export function growthWords(growth: readonly Growth[]): string {
  return someOf(
    growth.map(({ now: { owned, outcome }, unseen }) => {
      const name = ownedName(owned);
      if (unseen > 0) return `${name} (${countText(unseen, "image")})`;
      return outcome.kind === "refuse" ? `${name} (${outcome.words})` : name;
    }),
  );
}

/** What was done. */
export interface Progress {
  /** Number of images deleted before their repositories. */
  readonly images: number;
  /** Names of repositories that left Terraform's state and stay in AWS. */
  readonly kept: readonly string[];
}

/** What was done before the command failed or was interrupted. */
export interface PartialProgress extends Progress {
  /** Stacks that were destroyed. */
  readonly stacks: readonly string[];
  /** Number of repositories to delete. */
  readonly total: number;
  /** Names of the repositories to delete that AWS still has. @default - AWS did not respond */
  readonly remaining?: readonly string[];
  /** Whether policies left Terraform's state. */
  readonly policiesForgotten: boolean;
  /** Images and repositories added after the last check: `team/api (2 images)`. @default - none, or not known */
  readonly found?: string;
}

const STACK_DESTROYED = /Destroy complete! Resources: \d+ destroyed/;

/**
 * The stacks that `cdktf destroy` destroyed completely before its log ended.
 * @param log without colors
 */
export function destroyedStacks(log: string, stacks: readonly string[]): string[] {
  const complete = [...stackLines(log, stacks)].filter(({ line }) => STACK_DESTROYED.test(line));
  return stacks.filter((name) => complete.some(({ stack }) => stack === name));
}

export function doneText(stacks: readonly string[], deleted: number, progress: Progress): string {
  const lines = [`Destroyed ${stacks.join(", ")}: ${repositories(deleted)}.`];
  if (progress.images > 0) lines.push(`Deleted ${countText(progress.images, "image")} first.`);
  return [...lines, ...keptLines(progress)].join("\n");
}

/** The report of an incomplete destruction, one sentence a line. */
export function soFarText({
  stacks,
  total,
  remaining,
  policiesForgotten,
  found,
  ...progress
}: PartialProgress): string {
  const whole = stacks.length === 0 ? "no stack completely" : stacks.join(", ");
  const gone =
    remaining === undefined
      ? `an unknown number of repositories (of ${total.toLocaleString("en-US")})`
      : `${(total - remaining.length).toLocaleString("en-US")} of ${repositories(total)}`;
  const lines = [
    `Destroyed so far: ${whole}, ${gone}, ${countText(progress.images, "image")}.`,
    ...keptLines(progress),
  ];
  if (found !== undefined) lines.push(`Added since the last count: ${found}.`);
  if (policiesForgotten && remaining?.length !== 0) {
    lines.push(
      "The policies of the remaining repositories are still in AWS, but not in Terraform's state. The next deployment adds them to the state again.",
    );
  }
  return [...lines, "To continue, run the command again."].join("\n");
}

function keptLines({ kept }: Progress): string[] {
  return kept.length === 0 ? [] : [`Still in AWS, but no longer managed by Terraform: ${someOf(kept)}.`];
}
