/**
 * The lines of a log of `cdktf deploy` or `cdktf destroy`, each with its stack. A line starts with the name of its stack, or with
 * blanks if it belongs to the same stack as the line before.
 * @param log without colors
 * @param stacks names of the stacks in the log; lines before the first name are left out
 */
export function* stackLines(log: string, stacks: readonly string[]): Generator<{ stack: string; line: string }> {
  let stack: string | undefined;
  for (const line of log.split("\n")) {
    const name = /^\S+/.exec(line)?.[0];
    if (name !== undefined && stacks.includes(name)) stack = name;
    if (stack !== undefined) yield { stack, line };
  }
}
