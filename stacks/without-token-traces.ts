/**
 * Runs a function without the stack traces of cdktf's tokens. Each new token records one and formats all frames through the
 * source maps. That takes more than half of the time for a large environment, and the trace is shown only if a token fails to
 * resolve. Errors keep their traces.
 */
export function withoutTokenTraces<T>(run: () => T): T {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it uses no `this`, and the same function must be restored
  const capture = Error.captureStackTrace;
  // Tokens capture into a plain object; anything thrown is an Error.
  Error.captureStackTrace = (target, below) => {
    if (target instanceof Error) capture(target, below);
  };
  try {
    return run();
  } finally {
    Error.captureStackTrace = capture;
  }
}
