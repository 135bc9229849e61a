import { type Command } from "commander";
import { outputOption } from "../support/output-option";
import { type ModulesOptions } from "./modules";

/** Adds `ecr modules`. The command's code is loaded only when it runs. */
export function registerModules(program: Command): void {
  program
    .command("modules")
    .description("copy the Terraform modules of this package into a folder, for configurations that cannot reach Git")
    .argument("<dir>", "folder for the modules, created if it does not exist")
    .option("--check", "write nothing; exit with 1 if the copy differs from the modules of this package")
    .option("--force", "overwrite files that were changed after they were copied")
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      `
Writes each module's folder as a whole or not at all, and only if no file in
any of them was changed after it was copied. Each folder has a file
cdktf-ecr-module.json with the version that it was copied from.

-o json: version, written, modules[{name, folder, from, changed[], removed[],
  edited[], kept[]}]; from is the version of the copy, null if there is none

Examples:
  npx ecr modules terraform/vendor
  npx ecr modules terraform/vendor --check`,
    )
    .action((folder: string, options: ModulesOptions) => {
      const { modulesCommand } = require("./modules") as typeof import("./modules");
      modulesCommand(folder, options);
    });
}
