import { stackLines } from "../support/stack-lines";

/** Number of resources that the deployment of a stack added, changed and destroyed. */
export interface StackChanges {
  readonly stack: string;
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

const APPLIED = /Apply complete! Resources: (?:\d+ imported, )?(\d+) added, (\d+) changed, (\d+) destroyed/;

/**
 * Terraform's summaries in the log of `cdktf deploy`, in the order of the stacks. A stack without a summary was not applied.
 * @param log without colors
 */
export function readApplySummaries(log: string, stacks: readonly string[]): StackChanges[] {
  const changes = new Map<string, StackChanges>();
  for (const { stack, line } of stackLines(log, stacks)) {
    const match = APPLIED.exec(line);
    if (match === null) continue;
    const [added = 0, changed = 0, destroyed = 0] = match.slice(1).map(Number);
    changes.set(stack, { stack, added, changed, destroyed });
  }
  return stacks.flatMap((stack) => changes.get(stack) ?? []);
}

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
