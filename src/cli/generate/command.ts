import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command } from "commander";
import { formatProblems, type LocatedProblem } from "../../config/problems";
import { type EnvironmentResult } from "../../config/environment-result";
import { type Environment } from "../../model/environment";
import { outputOption } from "../support/arguments";
import { FOLDERS, type Tree } from "../support/tree";
import { describe, generatedSummary, type Generated } from "./report";
import { jsonText } from "../support/write";

interface GenerateOptions {
  readonly check?: boolean;
  readonly workspaces?: boolean;
  readonly output: "text" | "json";
}

/** `ecr generate [ENV...]`: writes stacks and modules as HCL, or compares them with the checked-in files. */
export function registerGenerate(program: Command, root: string): void {
  program
    .command("generate")
    .description("write environment stacks and modules to terraform/ as readable HCL")
    .argument("[environment...]", "environments to write (default: all environments and the modules)")
    .option("--check", "print a diff instead of writing; exit with 1 if a file is out of date, or with 2 on errors")
    .option(
      "--workspaces",
      "also generate a Terraform configuration for the Terraform Cloud workspaces. Once its folder exists, ecr generate keeps it up to date even without this option",
    )
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", "\nExample:\n  npx ecr generate --check production")
    // 1 means that a file is not current.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action((names: string[], options: GenerateOptions) => {
      try {
        generate(root, names, options);
      } catch (cause) {
        process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`);
        process.exitCode = options.check === true ? 2 : 1;
      }
    });
}

/** Modules are generated where their sources are; other projects call them from this package or from Git. */
function hasModuleSources(root: string): boolean {
  return existsSync(join(root, "modules/ecr-repository/hcl-module.ts"));
}

function generate(root: string, names: readonly string[], options: GenerateOptions): void {
  const { check, output } = options;
  const { readAmongOthers } = require("../support/environments") as typeof import("../support/environments");
  const { named, sound: all } = readAmongOthers(root, names);
  const environments = named.map(requireValid);
  // Without these, nothing would show that a state has repositories that no plan reaches.
  const { strandedProblems } = require("./dropped-problems") as typeof import("./dropped-problems");
  const refused = named.flatMap((reading) => {
    const problems = strandedProblems(root, reading);
    // A check changes nothing, and reports these next to the difference.
    if (check !== true && problems.length > 0) throw refusal(reading.name, problems);
    return problems;
  });
  const { isCurrent } = require("../support/tree") as typeof import("../support/tree");
  const { replaceFolder } = require("../support/replace-folder") as typeof import("../support/replace-folder");
  const { orphanedFolders } = require("./folders") as typeof import("./folders");
  // All files are generated before the first one is written.
  const generated = generateAll(
    root,
    { environments, all, modules: names.length === 0 && hasModuleSources(root) },
    options,
  );
  const outdated = generated.filter(({ comparison }) => !isCurrent(comparison));
  if (check !== true) {
    for (const { folder, tree, comparison } of outdated) {
      replaceFolder(
        join(root, folder),
        tree,
        comparison.stale.map(({ path }) => path),
      );
    }
  }
  const orphans = names.length === 0 ? orphanedFolders(root, generated) : [];
  if (output === "json") process.stdout.write(jsonText(generated.map(generatedSummary)));
  else
    process.stdout.write(
      [...generated.map((folder) => describe(folder, check === true)), ...orphans].map((line) => `${line}\n`).join(""),
    );
  if (check === true && outdated.length > 0) {
    const { treePatch } = require("./difference") as typeof import("./difference");
    for (const { folder, comparison } of outdated) process.stderr.write(`${treePatch(folder, comparison)}\n`);
    process.stderr.write(
      "The diff shows generated files that are out of date. Run npx ecr generate and commit the result.\n",
    );
    process.exitCode = 1;
  }
  const lines = [...formatProblems(refused), ...generated.flatMap(({ notices }) => notices)];
  for (const line of lines) process.stderr.write(`${line}\n`);
}

interface Selection {
  readonly environments: readonly Environment[];
  /** All environments of the project that have no errors. */
  readonly all: readonly Environment[];
  /** Whether the modules are generated too. */
  readonly modules: boolean;
}

function generateAll(
  root: string,
  { environments, all, modules }: Selection,
  { check, workspaces }: GenerateOptions,
): Generated[] {
  const { environmentTree } = require("./environment-tree") as typeof import("./environment-tree");
  const { workspacesTree } = require("./workspaces/workspaces-tree") as typeof import("./workspaces/workspaces-tree");
  const { moduleTrees } = require("./module-trees") as typeof import("./module-trees");
  const { environmentPlace } =
    require("../../config/environments-folder") as typeof import("../../config/environments-folder");
  const { compareTree } = require("../support/tree") as typeof import("../support/tree");
  const { recover } = require("../support/replace-folder") as typeof import("../support/replace-folder");
  const { notices } = require("./warnings") as typeof import("./warnings");
  const { refusePathConflicts } = require("./folders") as typeof import("./folders");
  const compare = (kind: Generated["kind"], name: string, tree: Tree): Generated => {
    const folder = `${FOLDERS[kind]}/${name}`;
    refusePathConflicts(root, folder, tree);
    if (check !== true) recover(join(root, folder));
    return { kind, name, folder, tree, comparison: compareTree(join(root, folder), tree), notices: [] };
  };
  const ofEnvironments = environments.flatMap((environment) => {
    const { name } = environment;
    const source = environmentPlace(root, name);
    const stacks = compare("environment", name, environmentTree(environment, source));
    const withNotices = { ...stacks, notices: notices(stacks.comparison, environment, all) };
    const folder = join(root, FOLDERS.workspaces, name);
    if (check !== true) recover(folder);
    if (workspaces !== true && !existsSync(folder)) return [withNotices];
    return [withNotices, compare("workspaces", name, workspacesTree(environment, source))];
  });
  return modules
    ? [...ofEnvironments, ...[...moduleTrees()].map(([name, tree]) => compare("module", name, tree))]
    : ofEnvironments;
}

/** @throws Error with all problems of an environment that has errors */
function requireValid({ name, environment, problems }: EnvironmentResult): Environment {
  if (environment !== undefined) return environment;
  throw refusal(name, problems);
}

function refusal(subject: string, problems: readonly LocatedProblem[]): Error {
  return new Error([`${subject} has these errors, so nothing was written:`, ...formatProblems(problems)].join("\n"));
}
