/** What one stack's apply or destroy did, in resources. */
export interface StackChanges {
  readonly stack: string;
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

const APPLIED = /Apply complete! Resources: (?:\d+ imported, )?(\d+) added, (\d+) changed, (\d+) destroyed/;

/**
 * Reads Terraform's summaries out of what `cdktf deploy` printed without colours. Its lines begin with the stack's name,
 * or with blanks when the line before was of the same stack. A stack without a summary was not applied.
 */
export function readApplySummaries(log: string, stacks: readonly string[]): StackChanges[] {
  const changes = new Map<string, StackChanges>();
  let current: string | undefined;
  for (const line of log.split("\n")) {
    const first = /^\S+/.exec(line)?.[0];
    if (first !== undefined && stacks.includes(first)) current = first;
    const match = APPLIED.exec(line);
    if (match === null || current === undefined) continue;
    const [added = 0, changed = 0, destroyed = 0] = match.slice(1).map(Number);
    changes.set(current, { stack: current, added, changed, destroyed });
  }
  return stacks.flatMap((stack) => changes.get(stack) ?? []);
}

/** Whether nothing was added, changed or destroyed in any stack. */
export function isUnchanged(changes: readonly StackChanges[]): boolean {
  return changes.every(({ added, changed, destroyed }) => added + changed + destroyed === 0);
}

/** `local-registry: 4 added, 1 changed`, or `Nothing changed.` */
export function describeChanges(changes: readonly StackChanges[]): string {
  if (isUnchanged(changes)) return "Nothing changed.";
  return changes
    .filter((change) => !isUnchanged([change]))
    .map(describe)
    .join("; ");
}

function describe({ stack, added, changed, destroyed }: StackChanges): string {
  const parts = Object.entries({ added, changed, destroyed }).filter(([, count]) => count > 0);
  return `${stack}: ${parts.map(([what, count]) => `${count} ${what}`).join(", ")}`;
}
