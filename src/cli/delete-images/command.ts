import { type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type DeleteImagesOptions } from "./delete-images";

export function registerDeleteImages(program: Command, root: string): void {
  program
    .command("delete-images")
    .description("list the images to delete and what depends on them, ask you to confirm, then delete them")
    .addArgument(environmentArgument(root, "environment of the registry"))
    .argument("<repository>", "repository, by name (team/api), URI or ARN")
    .option("--tag <tag...>", 'delete images whose tags all match these tags or patterns, e.g. "pr-*"')
    .option("--digest <digest...>", "delete the images with these digests, even images that are in use")
    .option("--untagged", "delete untagged images")
    .option("--pushed-before <time>", "delete only images that were pushed before this day or time, e.g. 2026-01-31")
    .option("--with-parts", "also delete signatures, and untagged images in the deleted manifest lists")
    .option("--dry-run", "only list the images")
    .option("--expect-count <number>", "delete only if exactly this number of images would be deleted")
    .option("--yes", "skip the confirmation; requires --expect-count, unless --digest names every image")
    .addOption(outputOption(["table", "json"]))
    .addHelpText("after", HELP)
    .action(async (environment: string, repository: string, options: DeleteImagesOptions) => {
      const { deleteImagesCommand } = require("./delete-images") as typeof import("./delete-images");
      await deleteImagesCommand(root, environment, repository, options);
    });
}

const HELP = `
To confirm, type the name of the repository. The command then reads the images
again, and stops if the selection has changed. Without --yes and without a
terminal, the command only prints the list and exits with 1.

You can combine --tag, --digest and --untagged to select more images.
--pushed-before limits --tag and --untagged to older images. Without --tag and
--untagged, --pushed-before selects all older images.

The command does not delete the following images, and the output shows why:
  - images that also have a tag that --tag does not match
  - images that ECS tasks or EKS pods run, according to Amazon Inspector, unless
    you name the image with --digest
  - images in a manifest list that is not deleted
  - signatures, attestations and SBOMs for an image that is not deleted, unless you
    name the signature, attestation or SBOM with --digest

Deleted images cannot be restored. To delete images regularly, use a lifecycle
policy instead: npx ecr lifecycle preview.

-o json: { environment, account, region, repository, images: [{ digest, tags,
bytes, pushedAt, pulledAt? }], kept: [{ digest, tags, why }], bytes,
warnings, deleted, remaining }. deleted and remaining list digests. With -o json,
the table is printed to standard error.

Required permissions: ecr:DescribeImages, ecr:BatchGetImage,
ecr:BatchDeleteImage and, to find images in use, inspector2:ListCoverage.

Examples:
  npx ecr delete-images dev team/api --tag "pr-*" --pushed-before 2026-01-01
  npx ecr delete-images dev team/api --digest sha256:... --yes
  npx ecr delete-images dev team/api --untagged --expect-count 12 --yes`;
