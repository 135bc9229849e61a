/** One thing to do, with a name to show while it is done. */
export interface ProgressStep {
  readonly title: string;
  /**
   * Does it.
   * @param detail takes what is happening just now, as often as wanted
   * @returns what came of it, in a few words
   */
  readonly run: (detail: (text: string) => void) => Promise<string>;
}

export interface ProgressOutput {
  /** Takes one line; standard error, so that standard output holds results only. */
  readonly tell: (line: string) => void;
  /** Whether a terminal is there to draw on. */
  readonly interactive: boolean;
}

/** Does steps one after the other and shows how it goes; the first that fails ends it, with its own error. */
export async function runSteps(steps: readonly ProgressStep[], output: ProgressOutput): Promise<void> {
  await (output.interactive ? drawSteps(steps) : listSteps(steps, output));
}

/** Nobody waits longer without being told for what. */
const SILENCE_MS = 20_000;

/** Plain lines, for logs: one when a step begins, one when it is done, and one now and then while it lasts. */
async function listSteps(steps: readonly ProgressStep[], { tell }: ProgressOutput): Promise<void> {
  for (const { title, run } of steps) {
    tell(`${title} ...`);
    const begun = Date.now();
    let latest = "";
    const timer = setInterval(() => {
      const seconds = Math.round((Date.now() - begun) / 1000);
      tell(`${title} ... ${seconds} s${latest === "" ? "" : `: ${latest}`}`);
    }, SILENCE_MS);
    try {
      const came = await run((text) => {
        latest = text;
      });
      tell(`${title}: ${came}`);
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
        const begun = Date.now();
        const timer = setInterval(() => {
          task.title = `${title} (${Math.round((Date.now() - begun) / 1000)} s)`;
        }, 1000);
        try {
          const came = await run((text) => {
            task.output = text;
          });
          task.title = `${title}: ${came}`;
        } finally {
          clearInterval(timer);
        }
      },
    })),
    {
      // Ctrl-C has an order to keep: first Terraform, then the emulator.
      registerSignalListeners: false,
      rendererOptions: { logger, showErrorMessage: false, collapseErrors: false },
    },
  );
  await tasks.run();
}
