import { promptFailure } from "../support/interrupts";
import { type Ask } from "./answers";

/** Asks on standard error, since standard output holds results. `undefined` without a terminal. */
export function terminalAsk(): Ask | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return async (message, initial, fault) => {
    const { input } = await import("@inquirer/prompts");
    try {
      return await input(
        { message, ...(initial === undefined ? {} : { default: initial }), validate: (text) => fault(text) ?? true },
        { output: process.stderr },
      );
    } catch (cause) {
      throw promptFailure(cause);
    }
  };
}
