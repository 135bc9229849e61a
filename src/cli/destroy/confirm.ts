import { setTimeout } from "node:timers/promises";
import { Interrupted } from "../support/interrupts";

/** Where a question is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & Partial<Pick<NodeJS.ReadStream, "setRawMode">>;
  /** Standard error, because standard output holds only results. */
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

const CTRL_C = "\u0003";
/** What was typed ahead arrives at once; so much silence means that it all has. */
const QUIET_MS = 50;

/**
 * Asks for the name of what is destroyed. What was typed before is dropped: whoever typed it had not seen the question.
 * @returns whether that name was typed
 * @throws Interrupted on Ctrl-C, and the signal's reason when it is aborted
 */
export async function typedName(name: string, { input: from, output, signal }: Terminal): Promise<boolean> {
  const { input } = await import("@inquirer/prompts");
  await dropTypedAhead(from, signal);
  try {
    const typed = await input({ message: `Type ${name} to destroy it:` }, { input: from, output, signal });
    return typed.trim() === name;
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof Error && cause.name === "ExitPromptError") throw new Interrupted("SIGINT");
    throw cause;
  }
}

/** A terminal hands out an unfinished line only in raw mode, in which Ctrl-C is a character. */
async function dropTypedAhead(input: Terminal["input"], signal: AbortSignal): Promise<void> {
  let typed = "";
  const take = (piece: Buffer | string): void => void (typed += piece.toString());
  input.setRawMode?.(true);
  input.on("data", take);
  try {
    for (let before: string | undefined; before !== typed;) {
      before = typed;
      await setTimeout(QUIET_MS);
      signal.throwIfAborted();
      if (typed.includes(CTRL_C)) throw new Interrupted("SIGINT");
    }
  } finally {
    input.off("data", take);
    input.pause();
    input.setRawMode?.(false);
  }
}
