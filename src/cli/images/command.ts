import { Option, type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type ImagesOptions } from "./images";

export function registerImages(program: Command, root: string): void {
  program
    .command("images")
    .description(
      "list the images in a repository with tags, size, last pull, whether they are in use, findings and signatures (read-only)",
    )
    .addArgument(environmentArgument(root, "environment of the registry"))
    .argument("<repository>", "repository, by name (team/api), URI or ARN")
    .option("--tag <tag...>", 'show only images with a matching tag: a tag, or a pattern such as "v1.*"')
    .addOption(
      new Option("--sort <order>", "sort order: newest, most recently pulled or largest first, or by tag")
        .choices(["pushed", "pulled", "size", "tag"])
        .default("pushed"),
    )
    .option("--limit <number>", "show at most this number of images (default: 50 in a table)")
    .option("--all", "also list signatures, attestations, SBOMs and the untagged images in manifest lists")
    .addOption(outputOption(["table", "json"]))
    .addHelpText("after", HELP)
    .action(async (environment: string, repository: string, options: ImagesOptions) => {
      const { imagesCommand } = require("./images") as typeof import("./images");
      await imagesCommand(root, environment, repository, options);
    });
}

const HELP = `
in use: the number of ECS tasks and EKS pods that run the image, according to Amazon
Inspector. Inspector knows only the images that it scans. A question mark means
unknown.
signed: a signature is attached. The command does not verify the signature.
platforms: known only for images in manifest lists.

-o json: { environment, account, region, repository, images: [{ digest, tags,
kind, platforms, bytes, storageClass, pushedAt, pulledAt?, inUse?: { count,
lastAt? }, scan?: { status?, severities, completedAt? }, signatures }], omitted,
notes }. kind is image, list, part or attachment. storageClass is standard,
archive or restoring. omitted is the number of images beyond --limit.

Required permissions: ecr:DescribeImages, ecr:BatchGetImage,
ecr:DescribeImageScanFindings and, to show images in use, inspector2:ListCoverage.

Examples:
  npx ecr images dev team/api --sort pulled
  npx ecr images dev team/api --tag "v1.*" -o json | jq '.images[].digest'`;
