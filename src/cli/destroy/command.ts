import { type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type DestroyOptions } from "./context";

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
      const { additionalRegion, regionName } =
        require("../support/environments") as typeof import("../support/environments");
      const { environment: own, region } = regionName(name);
      const { environment: whole } = requireAllRegions(root, own);
      const environment = region === undefined ? whole : additionalRegion(whole, region);
      const { destroyEnvironment } = require("./destruction") as typeof import("./destruction");
      await destroyEnvironment(root, environment, options);
    });
}

const HELP = `
Only repositories in Terraform's state are destroyed. The deletionPolicy of
each repository determines what happens:
  Delete   deletes the repository. The images are deleted only if
           forceDelete: true is deployed, or with --delete-images
  Retain   stops the command before it changes anything
  Orphan   removes the repository from Terraform's state. The repository and its
           images stay in AWS
Repositories that are listed under removed also stay in AWS.

If any repository cannot be destroyed, or its images cannot be counted, the
command does not destroy anything. After you confirm, the command counts the
images again. If repositories or images were added, the command shows them and
asks again. With --yes, the command stops instead.
Without --yes and without a terminal, the command only prints the list and
exits with 1.
If an environment has several regions, it is destroyed in all regions. ENV/REGION
destroys the copies in an additional region (docs/regions.md).
docs/deletion.md describes the order of deletion.

-o json prints { environment, account, region, stacks, destroyed,
repositories: [{ repositoryName, region, images?, bytes?, outcome, reason }] }.
outcome is delete, empty (images are deleted first), keep (stays in AWS) or
refuse. With -o json, the table is printed to standard error.

Examples:
  npx ecr destroy dev
  npx ecr destroy production/us-east-1
  npx ecr destroy preview-42 --yes --delete-images`;
