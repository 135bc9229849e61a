import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Edit } from "../../config/editing/edit";
import { type Environment } from "../../model/environment";
import { addressesOf } from "../../domain/repository/addresses";
import { addressesInState } from "../support/terraform-state";
import { writeFiles } from "../support/write-files";
import { editOwnText } from "../support/own-edits";
import { adopterOf } from "../support/adoption/adopter";
import { forTerminal } from "../support/wrapped";

export interface FinishOptions {
  /** File with the output of `terraform state list`; `-` for standard input. @default - runs Terraform */
  readonly state?: string;
  readonly dryRun?: boolean;
  readonly output: "text" | "json";
}

/**
 * `ecr adopt ENV --finish`: removes imports from the environment whose resources are in Terraform's state.
 * @throws Error if the state cannot be read
 */
export async function finishCommand(root: string, name: string, options: FinishOptions): Promise<void> {
  const { adopter } = adopterOf(root, name);
  const { environment } = adopter;
  const addresses = environment.imports.length === 0 ? [] : await addressesInState(root, environment, options.state);
  const { finished, left } = compare(environment, new Set(addresses));
  if (finished.length > 0 && options.dryRun !== true) {
    const path = resolve(root, adopter.file);
    const before = readFileSync(path, "utf8");
    writeFiles([{ path, before, after: editOwnText(adopter, before, editsOf(environment, finished)) }]);
  }
  process.stdout.write(
    options.output === "json"
      ? `${JSON.stringify({ environment: name, finished, left }, undefined, 2)}\n`
      : textOf(environment, finished, left, options.dryRun === true),
  );
  if (left.length > 0) process.exitCode = 1;
}

interface Unfinished {
  readonly repositoryName: string;
  /** Terraform addresses that are not in the state. */
  readonly missing: readonly string[];
}

function compare({ imports, repositories }: Environment, state: ReadonlySet<string>) {
  const declared = new Map(repositories.map((repository) => [repository.repositoryName, repository]));
  const all = imports.map(({ repositoryName, without }): Unfinished => {
    const repository = declared.get(repositoryName) ?? { repositoryName };
    return { repositoryName, missing: addressesOf(repository, without).filter((address) => !state.has(address)) };
  });
  return {
    finished: all.filter(({ missing }) => missing.length === 0).map(({ repositoryName }) => repositoryName),
    left: all.filter(({ missing }) => missing.length > 0),
  };
}

function editsOf({ imports }: Environment, finished: readonly string[]): Edit[] {
  if (finished.length === imports.length) return [{ kind: "remove", at: ["imports"] }];
  const gone = new Set(finished);
  const indices = imports.flatMap(({ repositoryName }, index) => (gone.has(repositoryName) ? [index] : []));
  // From the end, because each removal shifts the entries after it.
  return indices.reverse().map((index) => ({ kind: "remove", at: ["imports", index] }));
}

function textOf(
  { name, imports }: Environment,
  finished: readonly string[],
  left: readonly Unfinished[],
  dryRun: boolean,
): string {
  if (imports.length === 0) return `${name} has no imports\n`;
  const verb = dryRun ? "Would remove" : "Removed";
  return [
    `${verb} ${finished.length} of ${imports.length} imports (already in Terraform's state)`,
    ...left.map(({ repositoryName, missing }) =>
      forTerminal(`kept the import of ${repositoryName}: not yet in Terraform's state: ${missing.join(", ")}`),
    ),
    ...(left.length === 0 ? [] : [`Deploy ${name}-registry, then run --finish again`]),
    "",
  ].join("\n");
}
