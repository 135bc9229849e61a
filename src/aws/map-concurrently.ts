import { mapLimit } from "async";

/** The result for one item, or the reason why there is none. */
export type Outcome<R> = { readonly ok: true; readonly value: R } | { readonly ok: false; readonly reason: Error };

export interface ConcurrencyOptions {
  /** Most items in progress at the same time. @default 8 */
  readonly atOnce?: number;
  /** When aborted, no further item starts. The signal's reason is thrown once the started items are done. */
  readonly signal?: AbortSignal;
  /** Receives the number of completed items, except for items that failed after the signal was aborted, and of all items. */
  readonly onDone?: (done: number, total: number) => void;
}

/**
 * Processes items concurrently. An item that fails does not stop the others.
 * @returns the outcomes, in the order of the items
 * @throws the signal's reason if it was aborted
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  { atOnce = 8, signal, onDone }: ConcurrencyOptions = {},
): Promise<Outcome<R>[]> {
  let done = 0;
  const outcomes = await mapLimit<T, Outcome<R>>([...items], atOnce, async (item: T): Promise<Outcome<R>> => {
    if (signal?.aborted === true) return { ok: false, reason: signal.reason as Error };
    const outcome = await outcomeOf(work(item));
    // An interrupted item does not count as completed.
    if (outcome.ok || !isAborted(signal)) onDone?.((done += 1), items.length);
    return outcome;
  });
  signal?.throwIfAborted();
  return outcomes;
}

/** The results of all items. @throws the reason of the first item without a result */
export function allValues<R>(outcomes: readonly Outcome<R>[]): R[] {
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw outcome.reason;
    return outcome.value;
  });
}

async function outcomeOf<R>(result: Promise<R>): Promise<Outcome<R>> {
  try {
    return { ok: true, value: await result };
  } catch (cause) {
    return { ok: false, reason: cause instanceof Error ? cause : new Error(String(cause)) };
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
