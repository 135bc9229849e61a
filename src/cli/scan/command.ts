import { type Command } from "commander";
import { outputOption, registryOption } from "../support/arguments";
import { type ScanOptions } from "./scan";

export function registerScan(program: Command, root: string): void {
  program
    .command("scan")
    .description("start a basic vulnerability scan of an image, wait for the scan, and show the findings")
    .argument("<image>", "repository:tag or repository@digest, with or without the registry's host")
    .addOption(registryOption(root))
    .option("--wait <time>", "maximum time to wait for the scan, e.g. 90s, 10m or 1h", "10m")
    .addOption(outputOption(["table", "json"]))
    .addHelpText("after", HELP)
    .action(async (image: string, options: ScanOptions) => {
      const { scanCommand } = require("./scan") as typeof import("./scan");
      await scanCommand(root, image, options);
    });
}

const HELP = `
For a multi-platform image, the command scans each platform. ECR scans an image on
request only once every 24 hours. If the last scan is more recent, the command shows
the findings of that scan. With enhanced scanning, the command fails, because
Amazon Inspector decides when to scan.
Exits with 1 if there is no result.

-o json: the same structure as npx ecr findings.

Required permissions: ecr:StartImageScan, ecr:DescribeImages, ecr:BatchGetImage
and ecr:DescribeImageScanFindings. With ecr:GetRegistryScanningConfiguration, the
command can also explain errors that are due to enhanced scanning.

Example:
  npx ecr scan team/api:1.4.2 --env production`;
