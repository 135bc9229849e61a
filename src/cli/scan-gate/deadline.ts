import { durationText } from "../../operations/scan-gate/duration";

/** For finding the image and for the last answer: what is over when the wait is over must not be lost to a slow network. */
const GRACE_MS = 20_000;

/** The gate's time is over, and AWS still owes it an answer. */
export class Late extends Error {}

/** When a gate ends, whatever AWS does. */
export interface Deadline {
  /** Milliseconds until then. */
  readonly left: () => number;
  readonly late: () => Late;
}

/**
 * The end of a gate that begins now.
 * @param wait milliseconds that the scan may take
 */
export function deadlineAfter(wait: number): Deadline {
  const end = performance.now() + wait + GRACE_MS;
  const time = `${durationText(wait)} (--wait) and ${durationText(GRACE_MS)} more`;
  return {
    left: () => Math.max(0, end - performance.now()),
    late: () =>
      new Late(
        `expected a complete answer from AWS within ${time}, found none. Check the network, then run the gate again`,
      ),
  };
}
