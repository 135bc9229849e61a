const STACK_GONE = /Destroy complete! Resources: \d+ destroyed/;

/**
 * The stacks of which `cdktf destroy` had left nothing when its log ended, read from what it printed without colours. Its
 * lines begin with the stack's name, or with blanks when the line before was of the same stack.
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
