import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type AdoptOptions } from "./adopt";
import { type FinishOptions } from "./finish";

type Options = Omit<AdoptOptions, "from"> &
  FinishOptions & { readonly from?: readonly string[]; readonly finish?: boolean };

/** Adds `ecr adopt`. Nothing of it is loaded before it runs. */
export function registerAdopt(program: Command, root: string): void {
  program
    .command("adopt")
    .description(
      "declare repositories that are there, as they are, so that the first plan imports them and changes nothing",
    )
    .addArgument(environmentArgument(root, "environment that shall declare them"))
    .option(
      "--from <source...>",
      '"aws", or files: ECRRepository manifests, repositories.json, aws ecr describe-repositories',
    )
    .option("--match <pattern...>", "names to adopt, * for any characters (default: all)")
    .option("--dry-run", "write nothing, show what would be written as a diff")
    .option("--exact", "leave out repositories to which the environment's default tags would be added")
    .option("--no-imports", "declare only: Terraform makes the repositories instead of taking them over")
    .option("--finish", "after the deployment: take the imports that are in Terraform's state out of the environment")
    .option(
      "--state <file>",
      "with --finish: output of terraform state list, - for standard input (default: ask Terraform)",
    )
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      `
Reads AWS and writes files of the environment, all or none; changes nothing in AWS. Exit code 1 when something was left out.
JSON: environment, written, adopted[{repositoryName, file}], files[{file, new}], lifecyclePolicies[], tagsAdded{tag: names},
leftOut[{repositoryName, part, reason}], passed[{repositoryName, by, reason}], remarks[{repositoryName, text}].
With --finish: environment, finished[], left[{repositoryName, missing[]}].

Examples:
  npx ecr adopt production --from aws --match 'team/*' --dry-run
  npx ecr adopt production --from manifests/ repositories.json
  npx ecr adopt production --finish`,
    )
    .action(async (environment: string, { from, finish, ...options }: Options) => {
      if (finish === true) {
        if (from !== undefined) throw new Error("--finish and --from together; adopt, deploy, then finish");
        const { finishCommand } = require("./finish") as typeof import("./finish");
        await finishCommand(root, environment, options);
        return;
      }
      if (from === undefined) throw new Error("nothing says where from: --from aws, --from <file...>, or --finish");
      const { adoptCommand } = require("./adopt") as typeof import("./adopt");
      await adoptCommand(root, environment, { ...options, from });
    });
}
