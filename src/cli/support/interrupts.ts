import { endingWith } from "../../aws/request-scope";

/** Exit codes as in shells: 128 plus the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

type Interrupt = keyof typeof EXIT_CODES;

/** An error that ends the command with an exit code of its own. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/** The process was interrupted, by Ctrl-C or another signal. */
export class Interrupted extends Failure {
  constructor(signal: Interrupt) {
    super(`interrupted (${signal})`, EXIT_CODES[signal]);
  }
}

/** What a failed question becomes: the library reports Ctrl-C as an error of its own. */
export function promptFailure(cause: unknown): unknown {
  return cause instanceof Error && cause.name === "ExitPromptError" ? new Interrupted("SIGINT") : cause;
}

/**
 * Runs work that has to clean up when it is interrupted. The first signal cancels its requests to AWS and clusters, aborts it and
 * waits for it. The second signal ends the process at once; guarded processes then end too.
 */
export async function withInterrupts<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (signal: Interrupt): void => {
    if (controller.signal.aborted) process.exit(EXIT_CODES[signal]);
    controller.abort(new Interrupted(signal));
  };
  const signals = Object.keys(EXIT_CODES) as Interrupt[];
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await endingWith(controller.signal, () => work(controller.signal));
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}
