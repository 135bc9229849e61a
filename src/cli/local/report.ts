import { columns } from "../support/columns";
import { wrapped } from "../support/wrapped";
import { describeChanges, isUnchanged, type StackChanges } from "./apply-summary";
import { type EmulatorKind } from "./emulator-connection";
import { type DeployedRepository } from "./read-back";

/** The result of `up`. */
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
