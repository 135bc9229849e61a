import { countText } from "../../domain/text/format";
import { repositories, someOf } from "./words";

/** What a destruction has done. */
export interface Progress {
  /** Images that were deleted ahead of their repositories. */
  readonly images: number;
  /** Names of repositories that left Terraform's state and stay in AWS. */
  readonly kept: readonly string[];
}

/** What a destruction has done that did not get to its end. */
export interface PartialProgress extends Progress {
  readonly stacks: readonly string[];
  /** Repositories to delete. */
  readonly total: number;
  /** Names of those that AWS still has. @default - AWS did not answer */
  readonly remaining?: readonly string[];
  /** Whether policies left Terraform's state. */
  readonly policiesForgotten: boolean;
  /** What was pushed or entered the state after the last check: `team/api (2 images)`. @default - nothing, or not known */
  readonly found?: string;
}

/** What was done, once all of it is. */
export function doneText(stacks: readonly string[], deleted: number, progress: Progress): string {
  const lines = [`Destroyed ${stacks.join(", ")}: ${repositories(deleted)}.`];
  if (progress.images > 0) lines.push(`Deleted before them: ${countText(progress.images, "image")}.`);
  return [...lines, ...keptLines(progress)].join("\n");
}

/** How far it came, one sentence a line. */
export function soFarText({
  stacks,
  total,
  remaining,
  policiesForgotten,
  found,
  ...progress
}: PartialProgress): string {
  const whole = stacks.length === 0 ? "no stack" : stacks.join(", ");
  const gone =
    remaining === undefined
      ? `an unknown number of ${repositories(total)}`
      : `${(total - remaining.length).toLocaleString("en-US")} of ${repositories(total)}`;
  const lines = [
    `Destroyed so far: ${whole}, ${gone}, ${countText(progress.images, "image")}.`,
    ...keptLines(progress),
  ];
  if (found !== undefined) lines.push(`Found after the last check: ${found}.`);
  if (policiesForgotten && remaining?.length !== 0) {
    lines.push(
      "The policies of the remaining repositories are still in AWS, but no longer in Terraform's state. A deployment adds them to the state again.",
    );
  }
  return [...lines, "To continue, run the command again."].join("\n");
}

function keptLines({ kept }: Progress): string[] {
  return kept.length === 0 ? [] : [`Still in AWS, no longer managed by Terraform: ${someOf(kept)}.`];
}
