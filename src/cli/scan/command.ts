import { type Command } from "commander";
import { outputOption } from "../support/output-option";
import { registryOption } from "../support/registry-option";
import { type ScanOptions } from "./scan";

/** Adds `ecr scan`. The command's code is loaded only when it runs. */
export function registerScan(program: Command, root: string): void {
  program
    .command("scan")
    .description("start a basic vulnerability scan of an image, wait for it and show the findings")
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
Scans each platform of a multi-platform image. ECR scans an image on request once
in 24 hours; after an earlier scan, the command shows its findings. With enhanced
scanning, Amazon Inspector scans by itself, so the command ends with an error.
Exits with 1 without a result.

-o json prints the shape of npx ecr findings.

Required permissions: ecr:StartImageScan, ecr:DescribeImages, ecr:BatchGetImage
and ecr:DescribeImageScanFindings. Without ecr:GetRegistryScanningConfiguration
and others, the error for enhanced scanning is AWS's own.

Example:
  npx ecr scan team/api:1.4.2 --env production`;
