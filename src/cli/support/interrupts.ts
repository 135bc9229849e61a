import { endingWith } from "../../aws/request-scope";

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

type Interrupt = keyof typeof EXIT_CODES;

/** Why work was given up: somebody pressed Ctrl-C, or asked the process to end. */
export class Interrupted extends Error {
  /** 128 and the signal's number, as shells count. */
  readonly exitCode: number;

  constructor(signal: Interrupt) {
    super(`interrupted (${signal})`);
    this.exitCode = EXIT_CODES[signal];
  }
}

/**
 * Runs something that has to clean up when it is interrupted. The first signal ends its requests to AWS and clusters, aborts
 * it and waits for it; the second ends the process at once (guarded processes end with it all the same).
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
