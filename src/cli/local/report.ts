import { columns, wrapped } from "../support/terminal";
import { type EmulatorKind } from "./emulator-connection";
import { type DeployedRepository } from "./read-back";
import { stackLines } from "../support/stack-lines";

export interface UpResult {
  readonly environment: string;
  readonly endpoint: string;
  readonly emulator: EmulatorKind;
  readonly stacks: readonly StackChanges[];
  readonly repositories: readonly DeployedRepository[];
  /** What was not deployed to the emulator, or differently: `2 cache rules`. */
  readonly leftOut: readonly string[];
  readonly operatorRoleArn?: string;
  readonly annotateLine?: string;
}

/** The result as JSON, with `changed` in addition. */
export function upJson(result: UpResult): string {
  return JSON.stringify({ ...result, changed: !isUnchanged(result.stacks) }, undefined, 2);
}

/** The result as text: changes, repositories, role and next steps. */
export function upText(result: UpResult): string {
  const { environment, repositories, operatorRoleArn, annotateLine, emulator } = result;
  const argument = environment === "local" ? "" : ` ${environment}`;
  return [
    describeChanges(result.stacks),
    ...(result.leftOut.length === 0 ? [] : wrapped(`Not deployed to the emulator: ${result.leftOut.join(", ")}`)),
    "",
    ...repositoryTable(repositories),
    ...(operatorRoleArn === undefined ? [] : ["", `Operator role: ${operatorRoleArn}`]),
    ...(annotateLine === undefined
      ? []
      : ["Annotate the operator's ServiceAccount with the role:", `  ${annotateLine}`]),
    "",
    `Emulator: ${result.endpoint}. To use it with the AWS CLI:`,
    `  eval "$(npx ecr local env${argument})"`,
    "  aws ecr describe-repositories",
    `To destroy the stacks${emulator === "external" ? "" : " and stop the emulator"}: npx ecr local down${argument}`,
  ].join("\n");
}

/** By name only, because all repositories have the same host. */
function repositoryTable(repositories: readonly DeployedRepository[]): string[] {
  const [first] = repositories;
  if (first === undefined) return ["No repositories."];
  const rows = repositories.map(({ name, tagMutability, scanOnPush, lifecycleRules, hasRepositoryPolicy }) => [
    ...[name, tagMutability, yesNo(scanOnPush), String(lifecycleRules), yesNo(hasRepositoryPolicy)],
  ]);
  const host = first.uri.slice(0, -first.name.length - 1);
  return [...columns([["NAME", "TAGS", "SCAN", "RULES", "POLICY"], ...rows]), `Registry: ${host}`];
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}

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
