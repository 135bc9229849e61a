import { type Command } from "commander";
import { outputOption } from "../support/arguments";
import { type ModulesOptions } from "./modules";

export function registerModules(program: Command): void {
  program
    .command("modules")
    .description("copy the Terraform modules from this package into a folder, for configurations that cannot reach Git")
    .argument("<dir>", "folder for the modules, created if it does not exist")
    .option("--check", "do not write anything; exit with 1 if the copy differs from the modules in this package")
    .option("--force", "overwrite files that were changed after they were copied")
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      `
The folder of each module is replaced completely or not at all. If a file in these
folders was changed after it was copied, no folder is replaced without --force. In
each folder, the file cdktf-ecr-module.json contains the package version of the copy.

-o json: { version, written, modules: [{ name, folder, from, changed, removed,
edited, kept }] }. from is the version of the copy, or null if there is no copy.

Examples:
  npx ecr modules terraform/vendor
  npx ecr modules terraform/vendor --check`,
    )
    .action((folder: string, options: ModulesOptions) => {
      const { modulesCommand } = require("./modules") as typeof import("./modules");
      modulesCommand(folder, options);
    });
}
