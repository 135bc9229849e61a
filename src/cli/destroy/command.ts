import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type DestroyOptions } from "./context";

/** Adds `ecr destroy`. Its code is loaded only when it runs. */
export function registerDestroy(program: Command, root: string): void {
  program
    .command("destroy")
    .description("list what destroying an environment deletes, ask for its name, then destroy it")
    .addArgument(environmentArgument(root, "environment to destroy"))
    .option("--yes", "do not ask for confirmation; refuse to delete images without --delete-images")
    .option("--delete-images", "delete images first, because AWS refuses to delete a repository with images")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", HELP)
    .action(async (name: string, options: DestroyOptions) => {
      const { requireEnvironment } = require("../support/environments") as typeof import("../support/environments");
      const environment = requireEnvironment(root, name);
      const { destroyEnvironment } = require("./destruction") as typeof import("./destruction");
      await destroyEnvironment(root, environment, options);
    });
}

const HELP = `
Only repositories in Terraform's state are destroyed, by their deletionPolicy:
  Delete   deletes the repository. Its images are deleted only if
           forceDelete: true is deployed, or with --delete-images
  Retain   stops the command before it changes anything
  Orphan   removes the repository from Terraform's state. It stays in AWS with
           its images. So do repositories listed under removed

If any repository is refused, or its images cannot be counted, the command
destroys nothing. Images are counted again after your answer. If there are more than
were shown, the command shows them and asks again. With --yes, it stops instead.
Without --yes and without a terminal, it only lists, and exits with 1.
docs/deletion.md describes the order of deletion.

-o json prints { environment, account, region, stacks, destroyed,
repositories: [{ repositoryName, images?, bytes?, outcome, reason }] }.
outcome is delete, empty (images are deleted first), keep (stays in AWS) or
refuse. The readable list then goes to standard error.

Examples:
  npx ecr destroy dev
  npx ecr destroy preview-42 --yes --delete-images`;
