import { Interrupted } from "../support/interrupts";

/** Where a question is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  /** Standard error, because standard output holds only results. */
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * Asks for the name of what is destroyed.
 * @returns whether that name was typed
 * @throws Interrupted on Ctrl-C, and the signal's reason when it is aborted
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
