import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";

const scope = new AsyncLocalStorage<AbortSignal>();

/**
 * Runs work in which every request to AWS or a cluster ends as soon as the signal is aborted, with the signal's reason.
 * The signal replaces the one of an outer scope, so that clean-up can still ask AWS after an interrupt.
 */
export function endingWith<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  // One listener for each request under way; Node would warn of the eleventh.
  setMaxListeners(0, signal);
  return scope.run(signal, work);
}

/** The signal that ends the requests made here. @returns `undefined` outside of every scope */
export function currentSignal(): AbortSignal | undefined {
  return scope.getStore();
}

/**
 * Throws the cause if it is the reason why the requests made here have ended. An interrupt or a deadline must reach the
 * command; it must not become one more fact about what was asked.
 */
export function rethrowEnd(cause: unknown): void {
  const signal = scope.getStore();
  if (signal?.aborted === true && cause === signal.reason) throw cause;
}

/**
 * Waits for work no longer than a time, and no longer than the scope's signal allows.
 * @param milliseconds longest time to wait
 * @param late the error when the time is over
 * @throws what the work throws, `late`'s error, or the signal's reason
 */
export async function within<T>(milliseconds: number, late: () => Error, work: () => Promise<T>): Promise<T> {
  const outer = scope.getStore();
  outer?.throwIfAborted();
  const ending = new AbortController();
  const forward = (): void => {
    ending.abort(outer?.reason);
  };
  outer?.addEventListener("abort", forward);
  // Unlike AbortSignal.timeout, this timer keeps the process alive until the error is reported.
  const timer = setTimeout(() => {
    ending.abort(late());
  }, milliseconds);
  try {
    return await endingWith(ending.signal, () => Promise.race([work(), rejectionOf(ending.signal)]));
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", forward);
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}
