/** Shows on standard error how far a long piece of work has come. */
export interface Counter {
  /** @param total @default - not known yet */
  readonly update: (done: number, total?: number) => void;
  /** Takes the line away from a terminal. */
  readonly end: () => void;
  /** Writes a line of its own, such as a warning, without spoiling the count. */
  readonly tell: (line: string) => void;
}

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5_000;

/**
 * Counts on a terminal by drawing one line anew, and elsewhere by a plain line every 5 seconds.
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
    tell: (line) => {
      clear();
      stream.write(`${line}\n`);
    },
  };
}
