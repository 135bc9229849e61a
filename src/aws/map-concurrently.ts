import { mapLimit } from "async";

/** What came of one of many: its result, or why there is none. */
export type Outcome<R> = { readonly ok: true; readonly value: R } | { readonly ok: false; readonly reason: Error };

export interface EachOptions {
  /** Most of them under way at a time. @default 8 */
  readonly atOnce?: number;
  /** Aborted, what has not begun is left; the signal's reason is thrown once what has begun is done. */
  readonly signal?: AbortSignal;
  /** Told after each one, with how many are done; not after one that failed once the signal was aborted. */
  readonly onDone?: (done: number) => void;
}

/**
 * Does the same for many things, a few at a time; one that fails does not stop the others.
 * @returns what came of each, in the order of the things
 * @throws the signal's reason when it was aborted
 */
export async function each<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  { atOnce = 8, signal, onDone }: EachOptions = {},
): Promise<Outcome<R>[]> {
  let done = 0;
  const outcomes = await mapLimit<T, Outcome<R>>([...items], atOnce, async (item: T): Promise<Outcome<R>> => {
    if (signal?.aborted === true) return { ok: false, reason: signal.reason as Error };
    const outcome = await outcomeOf(work(item));
    // What an interrupt ended half-way is not done.
    if (outcome.ok || !isAborted(signal)) onDone?.((done += 1));
    return outcome;
  });
  signal?.throwIfAborted();
  return outcomes;
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
