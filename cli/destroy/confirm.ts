import { Interrupted } from "../interrupts";

/** What a question is asked on. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  /** Standard error, so that standard output holds results only. */
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * Lets somebody type the name of what goes.
 * @returns whether it was that name
 * @throws Interrupted on Ctrl-C, and the signal's reason when it was aborted
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
