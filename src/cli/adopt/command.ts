import { Option, type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type AdoptOptions } from "./adopt";
import { PART_CHOICES } from "./candidates";
import { type FinishOptions } from "./finish";

type Options = Omit<AdoptOptions, "from"> &
  FinishOptions & { readonly from?: readonly string[]; readonly finish?: boolean };

/** Adds `ecr adopt`. The command's code is loaded only when it runs. */
export function registerAdopt(program: Command, root: string): void {
  program
    .command("adopt")
    .description(
      "declare existing repositories exactly as they are, so that the first plan imports them without changes",
    )
    .addArgument(environmentArgument(root, "environment that will declare the repositories"))
    .option(
      "--from <source...>",
      '"aws", a Terraform state (- for standard input), or files: manifests, repositories.json, describe-repositories',
    )
    .option("--match <pattern...>", "names to adopt; * matches any characters (default: all)")
    .addOption(
      new Option(
        "--registry <choice>",
        'with --from aws: whether to adopt settings of the registry, such as scanning and replication (default: "include", or "skip" with --match)',
      ).choices(PART_CHOICES),
    )
    .addOption(
      new Option(
        "--public <choice>",
        'with --from aws: whether to adopt public repositories of the account (default: "include", or "skip" with --match)',
      ).choices(PART_CHOICES),
    )
    .option("--dry-run", "show the changes as a diff, without writing any files")
    .option(
      "--exact",
      "do not change repositories: skip those without the default tags, and keep the statement that Lambda added",
    )
    .option("--no-imports", "declare the repositories without importing them, so that Terraform creates them")
    .option(
      "--removed-blocks <file>",
      "with a Terraform state: write the removed blocks for its configuration to a file (default: print them)",
    )
    .option("--finish", "after the deployment, remove the imports that Terraform has completed")
    .option(
      "--state <file...>",
      "with --finish: file with the output of terraform state list, or - for standard input; <stack>=<file> for each of several stacks (default: run Terraform)",
    )
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      `
Reads from AWS but never changes anything there. Writes either all of the
environment's files or none of them. Exits with 1 if a repository, policy or
setting could not be adopted.

With several regions, --from aws also imports the existing copies of the adopted
repositories. For copies of repositories that are declared already, name the
region: ENV/REGION. Copies that differ from their declaration are reported.

In the output, the names of public repositories begin with public:. They are
declared under publicRepositories. AWS returns only the address of a logo, so
logos are not declared. A note reports them.

-o json: environment, written, adopted[{repositoryName, file}],
  files[{file, new}], lifecyclePolicies[], tagsAdded{tag: names},
  leftOut[{repositoryName, part, reason}], skipped[{repositoryName, by, reason}],
  remarks[{repositoryName, text}],
  registry{adopted[], leftOut[{setting, reason}], skipped[{setting, reason}]},
  with a state: release{removed[], alsoRemoved[], stateRm[]} (addresses),
  with several regions: copies[{region, repositoryName, without[],
  differences[{field, declared, found, origin}]}],
  copiesLeftOut[{region, repositoryName, reason}]
-o json with --finish: environment, finished[],
  left[{repositoryName, stack, missing[]}]; if the repository moves to another
  group, also leaves (its previous stack) and remaining[] (addresses in that
  stack's state),
  registry{finished[], left[{setting, missing[]}]},
  regions{region: {finished[], left[], registry}} for additional regions with
  imports

Examples:
  npx ecr adopt production --from aws --match 'team/*' --dry-run
  npx ecr adopt production --from aws --registry only
  npx ecr adopt production/us-east-1 --from aws
  npx ecr adopt production --from aws --public only
  npx ecr adopt production --from manifests/ repositories.json
  npx ecr adopt production --from terraform.tfstate --removed-blocks removed.tf
  npx ecr adopt production --finish`,
    )
    .action(async (environment: string, { from, finish, ...options }: Options) => {
      if (finish === true) {
        if (from !== undefined)
          throw new Error("--finish cannot be combined with --from. Adopt, deploy, then run --finish");
        const { finishCommand } = require("./finish") as typeof import("./finish");
        await finishCommand(root, environment, options);
        return;
      }
      if (from === undefined) throw new Error("expected --from aws, --from <file...> or --finish, found none");
      const { adoptCommand } = require("./adopt") as typeof import("./adopt");
      await adoptCommand(root, environment, { ...options, from });
    });
}
