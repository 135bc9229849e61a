import { durationText } from "./duration";
import { stateOf, type ScanAnswer } from "./scan";
import { type ScanOutcome } from "./verdict";

export interface WaitOptions {
  /** Longest time to wait, in milliseconds; AWS is asked once more when it is over. */
  readonly wait: number;
  /** Whether a scan that AWS calls done, but without its time, counts as done once the wait is over. */
  readonly acceptUndated: boolean;
  /** Milliseconds since any fixed time. */
  readonly clock: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Told what is waited for, whenever that changes. */
  readonly tell: (why: string) => void;
}

const FIRST_PAUSE_MS = 2000;
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 30_000;

/** What AWS says about a scan, or why it says nothing and whether it ever will. */
export type ScanReading = ScanAnswer | { readonly missing: string; readonly hopeless: boolean };

/**
 * Waits for a scan, asking after pauses that grow.
 * @returns the scan, or why there is none
 * @throws what `read` and `sleep` throw
 */
export async function waitForScan(read: () => Promise<ScanReading>, options: WaitOptions): Promise<ScanOutcome> {
  const { wait, acceptUndated, clock, sleep, tell } = options;
  const deadline = clock() + wait;
  let told: string | undefined;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
    const answer = await read();
    const state = "missing" in answer ? missing(answer) : stateOf(answer);
    if (state.state === "never") return { done: false, why: state.why };
    if (state.state === "done" && !("missing" in answer)) return { done: true, scan: answer };
    const why = state.state === "waiting" ? state.why : "";
    const left = deadline - clock();
    if (left <= 0) {
      const undated = state.state === "waiting" && state.undated;
      if (undated && acceptUndated && !("missing" in answer)) return { done: true, scan: answer };
      return {
        done: false,
        why: `${why}, after ${durationText(wait)}; ${undated ? UNDATED : "wait longer with --wait"}`,
      };
    }
    if (why !== told) tell((told = why));
    await sleep(Math.min(pause, left));
  }
}

const UNDATED =
  "wait longer with --wait, or grant inspector2:ListCoverage so that Amazon Inspector can confirm the scan. --accept-undated accepts such images when the wait ends";

function missing({ missing: why, hopeless }: { readonly missing: string; readonly hopeless: boolean }) {
  return hopeless ? ({ state: "never", why } as const) : ({ state: "waiting", why, undated: false } as const);
}
