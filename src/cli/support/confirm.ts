import { setTimeout } from "node:timers/promises";
import { Interrupted, promptFailure } from "./interrupts";

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
 * Asks the user to type a name. Input from before the question is dropped: whoever typed it had not seen what will be deleted.
 * @param purpose completes the question: "destroy it"
 * @returns whether the user typed it
 * @throws Interrupted on Ctrl-C, or the signal's reason when it is aborted
 */
export async function typedName(
  name: string,
  purpose: string,
  { input: from, output, signal }: Terminal,
): Promise<boolean> {
  const { input } = await import("@inquirer/prompts");
  await dropTypedAhead(from, signal);
  try {
    const typed = await input({ message: `Type ${name} to ${purpose}:` }, { input: from, output, signal });
    return typed.trim() === name;
  } catch (cause) {
    signal.throwIfAborted();
    throw promptFailure(cause);
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
