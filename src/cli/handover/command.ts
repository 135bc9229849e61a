import { Option, type Command } from "commander";
import { OWNERS } from "../../operations/handover/steps";
import { environmentArgument, outputOption } from "../support/arguments";
import { type HandoverOptions } from "./handover";

export function registerHandover(program: Command, root: string): void {
  program
    .command("handover")
    .description("move a repository between Terraform and the operator in steps, so that it never has two owners")
    .addArgument(environmentArgument(root, "environment of the repository"))
    .argument("<repository>", "repository to move, by name, URI or ARN")
    .addOption(new Option("--to <owner>", "new owner").choices(OWNERS).makeOptionMandatory())
    .option("--write", "perform the next step if that step only changes files (you run the deployments yourself)")
    .option(
      "--split-prefix",
      "if a prefix in operator.manages covers the repository, replace the prefix with the names of its remaining repositories",
    )
    .option("--provider <name>", "AWSProvider for the manifest (default: <environment>-aws)")
    .option("--namespace <name>", "namespace of the manifest", "default")
    .option("--manifest <file>", "manifest file (default: handover/<environment>/<repository>.yaml)")
    .option(
      "--state <file...>",
      "file with the output of terraform state list, or - for standard input; if there are several stacks, <stack>=<file> for each stack (default: run Terraform)",
    )
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      [
        "",
        "Without --write, the command is read-only, and lists the consequences and the",
        "steps. To find out which steps are done, the command reads the environment's",
        "files, Terraform's state, IAM and ECR. Run the command again after each step.",
        "",
        "-o json: { environment, repository, to, consequences,",
        "  steps: [{ id, title, commands, state }], files }",
        "",
        "Example:",
        "  npx ecr handover dev team/api --to operator",
      ].join("\n"),
    )
    .action(async (environment: string, repository: string, options: HandoverOptions) => {
      const { handoverCommand } = require("./handover") as typeof import("./handover");
      await handoverCommand(root, environment, repository, options);
    });
}
