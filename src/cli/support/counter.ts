/** Shows the progress of a long operation on standard error. */
export interface Counter {
  /** @param total @default - not known yet */
  readonly update: (done: number, total?: number) => void;
  /** Clears the line on a terminal. */
  readonly end: () => void;
  /** Writes a line, such as a warning, above the counter. */
  readonly log: (line: string) => void;
}

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5_000;

/**
 * Counts in one line that is redrawn on a terminal, and in a new line every 5 seconds elsewhere.
 * @param label what is counted: "repositories read"
 */
export function counter(label: string, stream: NodeJS.WriteStream = process.stderr): Counter {
  const interactive = stream.isTTY && process.env["CI"] === undefined;
  const pause = interactive ? REDRAW_MS : PLAIN_LINE_MS;
  let last = interactive ? 0 : Date.now();
  let drawn = false;
  const clear = (): void => {
    if (drawn) stream.write("\r\u001b[K");
    drawn = false;
  };
  return {
    update: (done, total) => {
      const now = Date.now();
      if (now - last < pause) return;
      last = now;
      const text = `${done}${total === undefined ? "" : ` of ${total}`} ${label}`;
      stream.write(interactive ? `\r\u001b[K${text}` : `${text}\n`);
      drawn = interactive;
    },
    end: clear,
    log: (line) => {
      clear();
      stream.write(`${line}\n`);
    },
  };
}

/** Runs work that counts, and clears the counter afterward. */
export async function counting<T>(label: string, work: (progress: Counter) => Promise<T>): Promise<T> {
  const progress = counter(label);
  try {
    return await work(progress);
  } finally {
    progress.end();
  }
}
