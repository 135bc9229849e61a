import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type StatusOptions } from "./status";

/** Adds `ecr status`. Nothing of it is loaded before it runs. */
export function registerStatus(program: Command, root: string): void {
  program
    .command("status")
    .description(
      "what AWS has of the declared repositories, and what is otherwise than declared; writes nothing. Exit code 1 when a declared one is missing, differs, or could not be read in full",
    )
    .addArgument(environmentArgument(root, "environment whose repositories are meant"))
    .argument("[repository...]", "names of repositories, declared or not (default: all)")
    .addOption(outputOption(["table", "wide", "json", "yaml"]))
    .option("-w, --watch", "ask again and again, until Ctrl-C; a terminal is drawn anew, a file gets block after block")
    .option("--interval <seconds>", "seconds between two rounds of --watch, 1 to 3600", "10")
    .addHelpText("after", AFTER)
    .action(async (environment: string, repositories: string[], options: StatusOptions) => {
      const { statusCommand } = require("./status") as typeof import("./status");
      await statusCommand(root, { environment, repositories, ...options });
    });
}

const AFTER = `
Repositories that nobody declares are listed after the others and leave the exit code alone; -o json and -o yaml have them
with "state": "undeclared" and an "owner": operator (operator.manages covers them), removed (Terraform has let go of them)
or nobody. Their images are counted only where they are named.

READY is True (there, and as declared), False (missing, or otherwise than declared) or Unknown (not all could be read).
FINDINGS are those of the newest image that ECR scans, by severity, with its tag.

-o json: { environment, account, region, lastSyncTime, repositories, totals }; each repository has repositoryName, state
(ready, differs, missing, unread, undeclared), ready, owner, repositoryArn, repositoryUri, registryId, creationDate,
imageTagMutability, encryptionType, imageScanningConfiguration, imageCount, imageBytes, lastPush, scan (digest, tags,
status, severities, completedAt), differences (field, declared, found), faults, message and lastSyncTime.

Needs ecr:DescribeRepositories, ecr:DescribeImages, ecr:DescribeImageScanFindings, ecr:GetLifecyclePolicy,
ecr:GetRepositoryPolicy and ecr:ListTagsForResource.

Examples:
  npx ecr status dev
  npx ecr status dev team/api -o wide
  npx ecr status dev -o json | jq '.repositories[] | select(.state == "differs").differences'
  npx ecr status dev --watch --interval 30`;
