import { Option, type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type AdoptOptions } from "./adopt";
import { PART_CHOICES } from "./candidates";
import { type FinishOptions } from "./finish";

type Options = Omit<AdoptOptions, "from"> &
  FinishOptions & { readonly from?: readonly string[]; readonly finish?: boolean };

export function registerAdopt(program: Command, root: string): void {
  program
    .command("adopt")
    .description(
      "declare existing repositories exactly as they are, so that the first plan imports them without changes",
    )
    .addArgument(environmentArgument(root, "environment that will declare the repositories"))
    .option(
      "--from <source...>",
      'source to read: "aws", a Terraform state (- for standard input), or files such as manifests, repositories.json or the output of aws ecr describe-repositories',
    )
    .option("--match <pattern...>", "names to adopt; * matches any characters (default: all)")
    .addOption(
      new Option(
        "--registry <choice>",
        'with --from aws: whether to adopt registry settings, such as scanning and replication (default: "include", or "skip" with --match)',
      ).choices(PART_CHOICES),
    )
    .addOption(
      new Option(
        "--public <choice>",
        'with --from aws: whether to adopt public repositories in the account (default: "include", or "skip" with --match)',
      ).choices(PART_CHOICES),
    )
    .option("--dry-run", "show the changes as a diff, without writing any files")
    .option(
      "--exact",
      "do not change any repository: skip repositories without the default tags, and keep policy statements that AWS Lambda added",
    )
    .option("--no-imports", "declare the repositories without importing them, so that Terraform creates them")
    .option(
      "--removed-blocks <file>",
      "with a Terraform state: write the removed blocks for the state's configuration to this file (default: print the blocks)",
    )
    .option("--finish", "after the deployment, remove the imports that Terraform has completed")
    .option(
      "--state <file...>",
      "with --finish: file with the output of terraform state list, or - for standard input; if there are several stacks, <stack>=<file> for each stack (default: run Terraform)",
    )
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      `
The command reads from AWS but never changes anything in AWS. It writes either all
of the environment's files or none of them. Exits with 1 if a repository,
policy or setting could not be adopted.

If the environment has several regions, --from aws also imports the existing copies
of the adopted repositories. To import copies of repositories that are already
declared, name the region: ENV/REGION. The command reports copies that differ from
their declaration.

Public repositories are declared under publicRepositories. In the output, their
names begin with public:. AWS returns only the address of a logo, so the command
does not declare logos. A note lists repositories that have a logo.

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
  left[{repositoryName, stack, missing[]}]; if a repository moves to a different
  group, also leaves (the previous stack) and remaining[] (addresses in the
  previous stack's state),
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
          throw new Error(
            "--finish cannot be combined with --from. Adopt the repositories, deploy, then run npx ecr adopt <environment> --finish",
          );
        const { finishCommand } = require("./finish") as typeof import("./finish");
        await finishCommand(root, environment, options);
        return;
      }
      if (from === undefined) throw new Error("expected --from aws, --from <file...> or --finish, found none");
      const { adoptCommand } = require("./adopt") as typeof import("./adopt");
      await adoptCommand(root, environment, { ...options, from });
    });
}
