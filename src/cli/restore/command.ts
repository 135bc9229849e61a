import { type Command } from "commander";
import { outputOption, registryOption } from "../support/arguments";
import { type RestoreOptions } from "./restore";

export function registerRestore(program: Command, root: string): void {
  program
    .command("restore")
    .description("restore an image from the archive and wait until it can be pulled")
    .argument("<image>", "repository:tag or repository@digest, with or without the registry's host")
    .addOption(registryOption(root))
    .option("--wait <time>", "maximum time to wait, e.g. 90s or 1h (0: do not wait)", "30m")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", HELP)
    .action(async (image: string, options: RestoreOptions) => {
      const { restoreCommand } = require("./restore") as typeof import("./restore");
      await restoreCommand(root, image, options);
    });
}

const HELP = `
For a multi-platform image, the command also restores the image of each platform.
A restore usually takes up to 20 minutes, and AWS charges per GB. If the image is
not restored when --wait ends, the command exits with 1, but ECR continues the
restore.
To find out whether a lifecycle rule would archive the image again, run
npx ecr lifecycle preview.

-o json: { image: { reference, registryId, region, repositoryName, digest },
restored, images: [{ digest, status }] }. restored is true if the
status of all images is ACTIVE.

Required permissions: ecr:UpdateImageStorageClass, ecr:DescribeImages and
ecr:BatchGetImage.

Example:
  npx ecr restore team/api:1.4.2 --env production`;
