import Table from "cli-table3";
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
    "",
    repositoryTable(repositories),
    ...(operatorRoleArn === undefined ? [] : ["", `Operator role: ${operatorRoleArn}`]),
    ...(annotateLine === undefined ? [] : ["Give it to the operator's ServiceAccount:", `  ${annotateLine}`]),
    "",
    `The emulator is ${result.endpoint}. Look further with the AWS CLI:`,
    `  eval "$(npm run -s ecr -- local env${argument})"`,
    "  aws ecr describe-repositories",
    emulator === "external"
      ? `Destroy it again (the emulator is yours and stays): npm run -s ecr -- local down${argument}`
      : `Destroy it again and stop the emulator: ${argument === "" ? "npm run local:down" : `npm run -s ecr -- local down${argument}`}`,
  ].join("\n");
}

function repositoryTable(repositories: readonly DeployedRepository[]): string {
  if (repositories.length === 0) return "No repositories.";
  const table = new Table({
    head: ["Repository URI", "Tag mutability", "Scan on push", "Lifecycle rules", "Policy"],
    // Plain: the table is read by people and pasted into places that show no colours.
    style: { head: [], border: [] },
  });
  for (const { uri, tagMutability, scanOnPush, lifecycleRules, hasRepositoryPolicy } of repositories) {
    table.push([uri, tagMutability, yesNo(scanOnPush), lifecycleRules, yesNo(hasRepositoryPolicy)]);
  }
  return table.toString();
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
