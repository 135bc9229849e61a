/** A step of a command, with a title to show while it runs. */
export interface ProgressStep {
  readonly title: string;
  /**
   * @param detail shows what is happening now; may be called at any rate
   * @returns the result in a few words
   */
  readonly run: (detail: (text: string) => void) => Promise<string>;
}

export interface ProgressOutput {
  /** Prints one line to standard error, because standard output has only results. */
  readonly tell: (line: string) => void;
  /** Whether standard error is a terminal to draw on. */
  readonly interactive: boolean;
}

/** Runs steps one after the other and shows their progress. If a step fails, its error is thrown. */
export async function runSteps(steps: readonly ProgressStep[], output: ProgressOutput): Promise<void> {
  await (output.interactive ? drawSteps(steps) : listSteps(steps, output));
}

/** Longest time without a line of progress. */
const SILENCE_MS = 20_000;

/** Lines for logs: one at the start of a step, one every 20 seconds, one at the end. */
async function listSteps(steps: readonly ProgressStep[], { tell }: ProgressOutput): Promise<void> {
  for (const { title, run } of steps) {
    tell(`${title} ...`);
    const start = Date.now();
    let latest = "";
    const timer = setInterval(() => {
      const seconds = Math.round((Date.now() - start) / 1000);
      tell(`${title} ... ${seconds} s${latest === "" ? "" : `: ${latest}`}`);
    }, SILENCE_MS);
    try {
      const result = await run((text) => {
        latest = text;
      });
      tell(`${title}: ${result}`);
    } finally {
      clearInterval(timer);
    }
  }
}

async function drawSteps(steps: readonly ProgressStep[]): Promise<void> {
  const { Listr, ListrLogger, ProcessOutput } = await import("listr2");
  const logger = new ListrLogger({ useIcons: false, processOutput: new ProcessOutput(process.stderr, process.stderr) });
  const tasks = new Listr(
    steps.map(({ title, run }) => ({
      title,
      task: async (_context: unknown, task: { title?: string; output: string }): Promise<void> => {
        const start = Date.now();
        const timer = setInterval(() => {
          task.title = `${title} (${Math.round((Date.now() - start) / 1000)} s)`;
        }, 1000);
        try {
          const result = await run((text) => {
            task.output = text;
          });
          task.title = `${title}: ${result}`;
        } finally {
          clearInterval(timer);
        }
      },
    })),
    {
      // The command itself handles Ctrl-C: Terraform ends first, then the emulator.
      registerSignalListeners: false,
      rendererOptions: { logger, showErrorMessage: false, collapseErrors: false },
    },
  );
  await tasks.run();
}
