const STACK_GONE = /Destroy complete! Resources: \d+ destroyed/;

/**
 * The stacks that `cdktf destroy` had destroyed completely when its log ended. A line of the log starts with the name of its
 * stack, or with blanks if it belongs to the same stack as the line before.
 * @param log without colors
 */
export function destroyedStacks(log: string, stacks: readonly string[]): string[] {
  const gone = new Set<string>();
  let current: string | undefined;
  for (const line of log.split("\n")) {
    const first = /^\S+/.exec(line)?.[0];
    if (first !== undefined && stacks.includes(first)) current = first;
    if (current !== undefined && STACK_GONE.test(line)) gone.add(current);
  }
  return stacks.filter((stack) => gone.has(stack));
}
