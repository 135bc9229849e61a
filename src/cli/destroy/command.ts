import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type DestroyOptions } from "./context";

/** Adds `ecr destroy`. Nothing of it is loaded before it runs. */
export function registerDestroy(program: Command, root: string): void {
  program
    .command("destroy")
    .description("show what destroying an environment deletes, ask for its name, then run cdktf destroy")
    .addArgument(environmentArgument(root, "environment to destroy"))
    .option("--yes", "do not ask; refuses to delete images unless --delete-images is given too")
    .option("--delete-images", "delete the images of repositories that AWS would otherwise refuse to delete")
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
Only what is in Terraform's state is touched. By deletionPolicy:
  Delete   deletes the repository. Images are deleted only where
           forceDelete: true is deployed, or with --delete-images
  Retain   refuses the whole destruction before anything is done
  Orphan   takes the repository out of Terraform's state. It stays in AWS with
           its images, as do repositories listed under removed

One refusal, or one repository whose images cannot be counted, and nothing is
done. Images are counted again after the answer; if more is found than was
shown, the command shows it and asks again. With --yes it refuses instead.
Without --yes and without a terminal it only shows, and exits with 1.
docs/deletion.md describes the order of deletion.

-o json prints { environment, account, region, stacks, destroyed,
repositories: [{ repositoryName, images?, bytes?, outcome, reason }] }. The outcome
is delete, empty (its images are deleted first), keep (it stays in AWS) or
refuse. What would be deleted is then shown on standard error.

Examples:
  npx ecr destroy dev
  npx ecr destroy preview-42 --yes --delete-images`;
