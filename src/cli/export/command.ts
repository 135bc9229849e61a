import { type Command } from "commander";
import { environmentArgument } from "../support/arguments";
import { type ExportOptions } from "./export";

export function registerExport(program: Command, root: string): void {
  program
    .command("export")
    .description("print repositories as ECRRepository and AWSProvider manifests for the operator")
    .addArgument(environmentArgument(root, "environment to export"))
    .argument("[repository...]", "repositories to export, by name, URI or ARN (default: all)")
    .option("--dir <folder>", "write each manifest to a file in this folder (default: standard output)")
    .option("--namespace <name>", "namespace of the manifests (default: none, so kubectl apply sets the namespace)")
    .addHelpText(
      "after",
      `
Settings that a manifest cannot express are listed on standard error. Do not apply
a manifest while Terraform manages the repository. To move the repository
to the operator, use ecr handover.

Examples:
  npx ecr export production > manifests.yaml
  npx ecr export production team/api --dir manifests --namespace infra-operator`,
    )
    .action(async (environment: string, repositories: string[], options: ExportOptions) => {
      const { exportCommand } = require("./export") as typeof import("./export");
      await exportCommand(root, environment, repositories, options);
    });
}
