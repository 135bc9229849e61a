import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Command } from "commander";
import { formatProblem } from "../../config/problems";
import { type EnvironmentReading } from "../../config/read-environment";
import { type Environment } from "../../config/environment";
import { readNamedEnvironments } from "../environments";
import { outputOption } from "../output-option";
import { type Comparison, type Tree } from "./tree";

/** Folders of what is generated, within the project's. */
const FOLDERS = { environment: "terraform/environments", module: "terraform/modules" } as const;

interface GenerateOptions {
  readonly check?: boolean;
  readonly output: "text" | "json";
}

interface Generated {
  readonly kind: keyof typeof FOLDERS;
  /** Name of the environment or module. */
  readonly name: string;
  /** Its folder, within the project's. */
  readonly folder: string;
  readonly tree: Tree;
  readonly comparison: Comparison;
}

/** `ecr generate [ENV...]`: writes the stacks as HCL, or says whether what is checked in is what the sources give. */
export function registerGenerate(program: Command, root: string): void {
  program
    .command("generate")
    .description("write the stacks of environments, and the modules, as readable HCL to terraform/")
    .argument("[environment...]", "environments to write (default: all, and the modules)")
    .option("--check", "write nothing; exit code 1 and a diff when something is not current, 2 on errors")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", "\nExample:\n  npm run generate -- --check production")
    .action(async (names: string[], options: GenerateOptions) => {
      try {
        await generate(root, names, options);
      } catch (cause) {
        process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`);
        process.exitCode = options.check === true ? 2 : 1;
      }
    });
}

async function generate(root: string, names: readonly string[], { check, output }: GenerateOptions): Promise<void> {
  const environments = readNamedEnvironments(root, names).map(sound);
  const [{ environmentTree }, { moduleTrees }, { compare, isCurrent }, { replaceFolder, recover }, { difference }] =
    await Promise.all([
      import("./environment-tree"),
      import("./module-trees"),
      import("./tree"),
      import("./replace-folder"),
      import("./difference"),
    ]);
  const found = (kind: Generated["kind"], name: string, tree: Tree): Generated => {
    const folder = `${FOLDERS[kind]}/${name}`;
    if (check !== true) recover(join(root, folder));
    return { kind, name, folder, tree, comparison: compare(join(root, folder), tree) };
  };
  // Everything is made before anything is written.
  const generated = environments.map((environment) =>
    found("environment", environment.name, environmentTree(environment)),
  );
  if (names.length === 0) generated.push(...[...moduleTrees()].map(([name, tree]) => found("module", name, tree)));
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
  const left = names.length === 0 ? withoutEnvironment(root, environments) : [];
  if (output === "json") process.stdout.write(`${JSON.stringify(generated.map(summary), undefined, 2)}\n`);
  else
    process.stdout.write(
      [...generated.map((it) => describe(it, check === true)), ...left].map((line) => `${line}\n`).join(""),
    );
  if (check === true && outdated.length > 0) {
    for (const { folder, comparison } of outdated) process.stderr.write(`${difference(folder, comparison)}\n`);
    process.stderr.write("Not current: run npm run generate, and check in what it writes.\n");
    process.exitCode = 1;
  }
}

/** @throws Error with all problems of a broken environment */
function sound({ name, environment, problems }: EnvironmentReading): Environment {
  if (environment !== undefined) return environment;
  throw new Error([`${name} has problems; nothing is written.`, ...problems.map(formatProblem)].join("\n"));
}

/** Folders of environments that are gone: whoever runs Terraform there decides what becomes of their resources. */
function withoutEnvironment(root: string, environments: readonly Environment[]): string[] {
  const folder = join(root, FOLDERS.environment);
  if (!existsSync(folder)) return [];
  const known = new Set(environments.map(({ name }) => name));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !known.has(entry.name))
    .map(
      ({ name }) =>
        `${FOLDERS.environment}/${name}: no environment of this name; destroy what its stacks hold, then delete the folder`,
    );
}

function summary({ kind, name, folder, comparison }: Generated) {
  const { changed, stale, foreign } = comparison;
  const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);
  return { kind, name, folder, changed: paths(changed), removed: paths(stale), leftAlone: foreign };
}

function describe({ folder, tree, comparison }: Generated, checking: boolean): string {
  const { changed, stale, foreign } = comparison;
  const left = foreign.length === 0 ? "" : `; left alone, since something else wrote them: ${foreign.join(", ")}`;
  if (changed.length + stale.length === 0) return `${folder}: current, ${tree.size} files${left}`;
  const verbs = checking ? { changed: "to write", stale: "to remove" } : { changed: "written", stale: "removed" };
  const removed = stale.length === 0 ? "" : `, ${stale.length} ${verbs.stale}`;
  return `${folder}: ${changed.length} of ${tree.size} files ${verbs.changed}${removed}${left}`;
}
