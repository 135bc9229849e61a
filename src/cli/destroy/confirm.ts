import { Interrupted } from "../support/interrupts";

/** Where the question is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  /** Standard error, because standard output holds only results. */
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * Asks the user to type the name of the environment.
 * @returns whether the user typed it
 * @throws Interrupted on Ctrl-C, or the signal's reason when it is aborted
 */
export async function typedName(name: string, { input: from, output, signal }: Terminal): Promise<boolean> {
  const { input } = await import("@inquirer/prompts");
  try {
    const typed = await input({ message: `Type ${name} to destroy it:` }, { input: from, output, signal });
    return typed.trim() === name;
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof Error && cause.name === "ExitPromptError") throw new Interrupted("SIGINT");
    throw cause;
  }
}
