import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { type ExportOptions } from "./export";

/** Adds `ecr export`. Nothing of it is loaded before it runs. */
export function registerExport(program: Command, root: string): void {
  program
    .command("export")
    .description("repositories as ECRRepository and AWSProvider manifests that the operator's CRDs accept")
    .addArgument(environmentArgument(root, "environment whose repositories are meant"))
    .argument("[repository...]", "repositories to export (default: all)")
    .option("--dir <folder>", "write a file for each manifest there (default: all to standard output)")
    .option("--namespace <name>", "namespace of the manifests (default: the one that they are applied to)")
    .addHelpText(
      "after",
      `
What a manifest cannot say is told on standard error. Apply none while Terraform still owns the repository: ecr handover.

Examples:
  npx ecr export production > manifests.yaml
  npx ecr export production team/api --dir manifests --namespace infra-operator`,
    )
    .action(async (environment: string, repositories: string[], options: ExportOptions) => {
      const { exportCommand } = require("./export") as typeof import("./export");
      await exportCommand(root, environment, repositories, options);
    });
}
