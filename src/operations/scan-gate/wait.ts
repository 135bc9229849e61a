import { durationText } from "../../domain/text/duration";
import { stateOf, type ScanAnswer } from "./scan";
import { type ScanOutcome } from "./verdict";

export interface WaitOptions {
  /** Longest time to wait, in milliseconds. AWS is polled once more at the end. */
  readonly wait: number;
  /** Whether to accept a scan that AWS reports as done without a time when the wait ends. */
  readonly acceptUndated: boolean;
  /** Milliseconds since a fixed time. */
  readonly clock: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Receives the reason for the wait, whenever it changes. */
  readonly log: (why: string) => void;
}

const FIRST_PAUSE_MS = 2000;
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 30_000;

/** AWS's response about a scan, or why there is none. `final`: waiting is pointless. */
export type ScanReading = ScanAnswer | { readonly missing: string; readonly final: boolean };

/**
 * Waits for a scan, and polls after increasing pauses.
 * @returns the scan, or the reason why there is none
 * @throws what `read` and `sleep` throw
 */
export async function waitForScan(read: () => Promise<ScanReading>, options: WaitOptions): Promise<ScanOutcome> {
  const { wait, acceptUndated, clock, sleep, log } = options;
  const deadline = clock() + wait;
  let reported: string | undefined;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
    const answer = await read();
    const state = "missing" in answer ? missingState(answer) : stateOf(answer);
    if (state.state === "never") return { done: false, why: state.why, unscannable: state.unscannable };
    if (state.state === "done" && !("missing" in answer)) return { done: true, scan: answer };
    const why = state.state === "waiting" ? state.why : "";
    const left = deadline - clock();
    if (left <= 0) {
      const undated = state.state === "waiting" && state.undated;
      if (undated && acceptUndated && !("missing" in answer)) return { done: true, scan: answer };
      return {
        done: false,
        why: `${why}. The gate stopped waiting after ${durationText(wait)}. ${undated ? UNDATED : "To wait longer, increase --wait"}`,
      };
    }
    if (why !== reported) log((reported = why));
    await sleep(Math.min(pause, left));
  }
}

const UNDATED =
  "To wait longer, increase --wait. To let Amazon Inspector confirm the scan, grant inspector2:ListCoverage. To accept the image without a scan time, add --accept-undated";

function missingState({ missing: why, final }: { readonly missing: string; readonly final: boolean }) {
  return final
    ? ({ state: "never", why, unscannable: false } as const)
    : ({ state: "waiting", why, undated: false } as const);
}
