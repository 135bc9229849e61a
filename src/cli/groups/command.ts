import { type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type GroupsOptions } from "./groups";

export function registerGroups(program: Command, root: string): void {
  program
    .command("groups")
    .description("list the registry stacks of an environment, and move repositories whose group has changed")
    .addArgument(environmentArgument(root, "environment with the groups"))
    .option("--codeowners", "print the lines of a CODEOWNERS file for the files of each group")
    .option(
      "--write",
      "list repositories under imports if they are in the state of a stack other than their group's, so that the next deployment moves them",
    )
    .option("--dry-run", "with --write: show the changes as a diff without writing any files")
    .option(
      "--state <file...>",
      "with --write: <stack>=<file> with the output of terraform state list, for each stack (default: run Terraform)",
    )
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      `
--write reads the states of the stacks that are initialized on this machine, in
cdktf.out or in terraform/environments. The command does not change any state, or
anything in AWS. The next deployment moves the repositories: the new stack imports
them, and the old stack stops managing them. After the deployment, run
npx ecr adopt ENV --finish.

-o json: { environment, stacks: [{ stack, group, owners, repositories }] }. With
--write, also moves: [{ repositoryName, from, to, without }], unread and written.

Examples:
  npx ecr groups production
  npx ecr groups production --codeowners >> .github/CODEOWNERS
  npx ecr groups production --write --dry-run`,
    )
    .action(async (environment: string, options: GroupsOptions) => {
      const { groupsCommand } = require("./groups") as typeof import("./groups");
      await groupsCommand(root, environment, options);
    });
}
