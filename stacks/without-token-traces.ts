/**
 * Runs a function while cdktf's tokens note no stack traces. Each token notes one when it is made, every frame of it formatted
 * through the source maps: more than half of the time that a large environment takes, for a note that is shown only when a
 * token fails to resolve. Errors keep their traces.
 */
export function withoutTokenTraces<T>(run: () => T): T {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it takes no `this`, and the very same function has to be put back
  const capture = Error.captureStackTrace;
  // Tokens capture into a plain object; whoever throws has an Error.
  Error.captureStackTrace = (target, below) => {
    if (target instanceof Error) capture(target, below);
  };
  try {
    return run();
  } finally {
    Error.captureStackTrace = capture;
  }
}
