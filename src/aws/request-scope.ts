import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";

const scope = new AsyncLocalStorage<AbortSignal>();

/**
 * Runs work whose requests to AWS or a cluster end with the signal's reason as soon as the signal is aborted.
 * The signal replaces that of an outer scope, so that clean-up can still call AWS after an interrupt.
 */
export function endingWith<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  // Each pending request has a listener. Node would warn about the eleventh.
  setMaxListeners(0, signal);
  return scope.run(signal, work);
}

/** The signal of the current scope. @returns `undefined` outside every scope */
export function currentSignal(): AbortSignal | undefined {
  return scope.getStore();
}

/**
 * Throws the cause if it is the reason for which the current scope ended. An interrupt or a deadline must reach the
 * command, and must not be reported as a failure of the request.
 */
export function rethrowEnd(cause: unknown): void {
  const signal = scope.getStore();
  if (signal?.aborted === true && cause === signal.reason) throw cause;
}

/**
 * Runs work with a deadline, within the current scope.
 * @param milliseconds time until the deadline
 * @param late creates the error for a missed deadline
 * @throws what the work throws, the error of `late`, or the reason of the scope's signal
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
