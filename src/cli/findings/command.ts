import { type Command } from "commander";
import { outputOption, registryOption } from "../support/arguments";
import { type FindingsOptions } from "./findings";

export function registerFindings(program: Command, root: string): void {
  program
    .command("findings")
    .description("show the findings from an image's vulnerability scan (read-only). Exits with 1 if there is no result")
    .argument("<image>", "repository:tag or repository@digest, with or without the registry's host")
    .addOption(registryOption(root))
    .option("--wait <time>", "maximum time to wait for an unfinished scan, e.g. 90s or 10m", "0")
    .addOption(outputOption(["table", "json"]))
    .addHelpText("after", HELP)
    .action(async (image: string, options: FindingsOptions) => {
      const { findingsCommand } = require("./findings") as typeof import("./findings");
      await findingsCommand(root, image, options);
    });
}

const HELP = `
For a multi-platform image, the command shows the findings for each platform.
To fail on findings in a pipeline, use npx ecr scan-gate. To start a scan, use
npx ecr scan.

-o json: { image: { reference, registryId, region, repositoryName, digest },
  images: [{ digest, platform?, problem?, scan?: { kind, status, completedAt?,
  counts }, findings: [{ id, severity, package?, version?, fixedIn?, uri?,
  ignored? }] }] }

Examples:
  npx ecr findings team/api:1.4.2 --env production
  npx ecr findings team/api:1.4.2 --env production -o json | jq '.images[].findings[].id'`;
