import { columns } from "../support/columns";
import { wrapped } from "../support/wrapped";
import { describeChanges, isUnchanged, type StackChanges } from "./apply-summary";
import { type EmulatorKind } from "./emulator-connection";
import { type DeployedRepository } from "./read-back";

/** What `up` found when it was done. */
export interface UpResult {
  readonly environment: string;
  readonly endpoint: string;
  readonly emulator: EmulatorKind;
  readonly stacks: readonly StackChanges[];
  readonly repositories: readonly DeployedRepository[];
  /** What was not deployed to the emulator, or differently, one phrase each. */
  readonly leftOut: readonly string[];
  readonly operatorRoleArn?: string;
  readonly annotateLine?: string;
}

/** The result for machines: JSON with `changed` beside the rest. */
export function upJson(result: UpResult): string {
  return JSON.stringify({ ...result, changed: !isUnchanged(result.stacks) }, undefined, 2);
}

/** The result for people: what changed, the repositories as a table, the role, and where to go from here. */
export function upText(result: UpResult): string {
  const { environment, repositories, operatorRoleArn, annotateLine, emulator } = result;
  const argument = environment === "local" ? "" : ` ${environment}`;
  return [
    describeChanges(result.stacks),
    ...(result.leftOut.length === 0 ? [] : wrapped(`Not deployed to the emulator: ${result.leftOut.join(", ")}`)),
    "",
    ...repositoryTable(repositories),
    ...(operatorRoleArn === undefined ? [] : ["", `Operator role: ${operatorRoleArn}`]),
    ...(annotateLine === undefined ? [] : ["Give it to the operator's ServiceAccount:", `  ${annotateLine}`]),
    "",
    `The emulator is ${result.endpoint}. Look further with the AWS CLI:`,
    `  eval "$(npx ecr local env${argument})"`,
    "  aws ecr describe-repositories",
    emulator === "external"
      ? `Destroy it again (the emulator is yours and stays): npx ecr local down${argument}`
      : `Destroy it again and stop the emulator: ${argument === "" ? "npm run local:down" : `npx ecr local down${argument}`}`,
  ].join("\n");
}

/** As kubectl prints: by name, since the registry's host is the same for all of them. */
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
