import { type Command } from "commander";
import { environmentArgument } from "../known-environment";
import { outputOption } from "../output-option";
import { type DestroyOptions } from "./destroy";

/** Adds `ecr destroy`. Nothing of it is loaded before it runs. */
export function registerDestroy(program: Command, root: string): void {
  program
    .command("destroy")
    .description("show what an environment's destruction takes along, have its name typed, then run cdktf destroy")
    .addArgument(environmentArgument(root, "environment to destroy"))
    .option("--yes", "do not ask; refuses while repositories have images, unless --delete-images is there too")
    .option("--delete-images", "delete the images of repositories that AWS would otherwise refuse to delete")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", HELP)
    .action(async (environment: string, options: DestroyOptions) => {
      const { destroyCommand } = require("./destroy") as typeof import("./destroy");
      await destroyCommand(root, environment, options);
    });
}

const HELP = `
Only what is in Terraform's state is touched. By deletionPolicy:
  Delete   is deleted; with images only where forceDelete: true was deployed, or with --delete-images
  Retain   refuses the whole destruction, before anything is done
  Orphan   leaves Terraform's state and stays in AWS with its images; so do repositories named under removed
One refusal, or images that cannot be counted, and nothing is done. Without --yes and without a terminal it shows all this
and ends with exit code 1. docs/deleting.md has the rest.

-o json: { environment, account, region, stacks, destroyed, repositories: [{ repositoryName, images?, bytes?, fate, reason }] }
with fate one of delete, empty (images first), let-go and refuse; what would go is then told on standard error.

Examples:
  npm run -s ecr -- destroy dev
  npm run -s ecr -- destroy preview-42 --yes --delete-images`;
