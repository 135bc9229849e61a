import { Option, type Command } from "commander";
import { OWNERS } from "../../operations/handover/steps";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type HandoverOptions } from "./handover";

/** Adds `ecr handover`. Nothing of it is loaded before it runs. */
export function registerHandover(program: Command, root: string): void {
  program
    .command("handover")
    .description("hand a repository from Terraform to the operator or back, step by step, never with two owners")
    .addArgument(environmentArgument(root, "environment of the repository"))
    .argument("<repository>", "its name")
    .addOption(new Option("--to <owner>", "who shall own it").choices(OWNERS).makeOptionMandatory())
    .option("--write", "do the next step, where it is a change of files; deployments stay yours")
    .option("--split-prefix", "where it falls under a prefix of operator.manages: name the prefix's others one by one")
    .option("--provider <name>", "AWSProvider that the manifest names (default: <environment>-aws)")
    .option("--namespace <name>", "namespace of the manifest", "default")
    .option("--manifest <file>", "file of the manifest (default: handover/<environment>/<repository>.yaml)")
    .option("--state <file>", "output of terraform state list, - for standard input (default: ask Terraform)")
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      [
        "",
        "Without --write nothing is changed: it says what will differ, what is done, and what is next. What is done is read",
        "from the environment's files, Terraform's state, IAM and ECR. Run it again after each step.",
        "-o json gives {environment, repository, to, consequences, steps: [{id, title, commands, state}], files}.",
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
