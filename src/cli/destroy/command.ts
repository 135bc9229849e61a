import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type DestroyOptions } from "./context";

/** Adds `ecr destroy`. Its code is loaded only when it runs. */
export function registerDestroy(program: Command, root: string): void {
  program
    .command("destroy")
    .description("list what will be deleted, ask you to confirm, then destroy the environment")
    .addArgument(environmentArgument(root, "environment to destroy"))
    .option("--yes", "skip the confirmation; without --delete-images, refuse to delete repositories with images")
    .option(
      "--delete-images",
      "delete the images before their repositories, because AWS deletes only empty repositories",
    )
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", HELP)
    .action(async (name: string, options: DestroyOptions) => {
      const { requireAllRegions } = require("../support/environments") as typeof import("../support/environments");
      const { requireOnlyRegion } = require("../support/region") as typeof import("../support/region");
      const { environment } = requireAllRegions(root, name);
      // cdktf cannot destroy the stacks of one region, because those of the others depend on them.
      requireOnlyRegion(environment);
      const { destroyEnvironment } = require("./destruction") as typeof import("./destruction");
      await destroyEnvironment(root, environment, options);
    });
}

const HELP = `
Destroys only repositories in Terraform's state. Their deletionPolicy determines
what happens:
  Delete   deletes the repository. Its images are deleted only if
           forceDelete: true is deployed, or with --delete-images
  Retain   stops the command before it changes anything
  Orphan   removes the repository from Terraform's state. It stays in AWS with
           its images, as do repositories listed under removed

If one repository cannot be destroyed, or its images cannot be counted, the
command does not destroy anything. After you confirm, the command counts the
images again. If repositories or images were added, the command shows them and
asks again. With --yes, the command stops instead.
Without --yes and without a terminal, the command only prints the list and
exits with 1.
docs/deletion.md describes the order of deletion.

-o json prints { environment, account, region, stacks, destroyed,
repositories: [{ repositoryName, images?, bytes?, outcome, reason }] }.
outcome is delete, empty (images are deleted first), keep (stays in AWS) or
refuse. With -o json, the table is printed to standard error.

Examples:
  npx ecr destroy dev
  npx ecr destroy preview-42 --yes --delete-images`;
