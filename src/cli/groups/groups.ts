import { type Environment } from "../../model/environment";
import { registryParts } from "../../model/registry-parts";
import { groupStackKind, inRegion } from "../../model/stack-kinds";
import { columns } from "../support/terminal";
import { requireAllRegions } from "../support/environments";
import { jsonText, write } from "../support/write";

export interface GroupsOptions {
  readonly codeowners?: boolean;
  readonly write?: boolean;
  readonly dryRun?: boolean;
  /** Files with the output of `terraform state list`, each as `<stack>=<file>`. @default - runs Terraform */
  readonly state?: readonly string[];
  readonly output: "text" | "json";
}

/**
 * `ecr groups ENV`.
 * @throws Error if the environment has errors, or if no state can be read for `--write`
 */
export async function groupsCommand(root: string, name: string, options: GroupsOptions): Promise<void> {
  if (options.codeowners === true) {
    if (options.write === true) throw new Error("--codeowners cannot be combined with --write. Leave one out");
    const { codeOwnersText } = require("./code-owners") as typeof import("./code-owners");
    await write([codeOwnersText(root, name)]);
    return;
  }
  if (options.write !== true) {
    if (options.dryRun === true || options.state !== undefined)
      throw new Error("--dry-run and --state require --write. Add --write");
    const environment = requireAllRegions(root, name).environment;
    await write([options.output === "json" ? jsonText(stacksRecord(environment)) : stacksTable(environment)]);
    return;
  }
  const { planMoves } = require("./moves") as typeof import("./moves");
  const { movesRecord, movesText } = require("./report") as typeof import("./report");
  const { writeFiles } = require("../support/write-files") as typeof import("../support/write-files");
  const plan = await planMoves(root, name, options.state);
  const isWritten = plan.files.length > 0 && options.dryRun !== true;
  if (isWritten) writeFiles(plan.files);
  const { environment } = plan;
  await write([
    options.output === "json"
      ? jsonText({ ...stacksRecord(environment), ...movesRecord(plan, isWritten) })
      : movesText(root, plan, isWritten),
  ]);
}

interface StackRecord {
  readonly stack: string;
  /** @default - the stack is that of no group */
  readonly group?: string;
  readonly owners: readonly string[];
  readonly repositories: readonly string[];
}

function stacksOf(environment: Environment): StackRecord[] {
  const { groups = [] } = environment;
  return registryParts(environment).map(({ kind, environment: regional }) => {
    const { repositories } = regional;
    const group = groups.find((entry) => inRegion(regional, groupStackKind(entry)) === kind);
    return {
      stack: `${environment.name}-${kind}`,
      ...(group === undefined ? {} : { group: group.name }),
      owners: group?.owners ?? [],
      repositories: repositories.map(({ repositoryName }) => repositoryName),
    };
  });
}

function stacksRecord(environment: Environment): object {
  return { environment: environment.name, stacks: stacksOf(environment) };
}

function stacksTable(environment: Environment): string {
  const rows = stacksOf(environment).map(({ stack, group = "-", owners, repositories }) => [
    stack,
    group,
    repositories.length.toLocaleString("en-US"),
    owners.length === 0 ? "-" : owners.join(" "),
  ]);
  return `${columns([["STACK", "GROUP", "REPOSITORIES", "OWNERS"], ...rows]).join("\n")}\n`;
}
