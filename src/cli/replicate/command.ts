import { type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type ReplicateOptions } from "./replicate";

export function registerReplicate(program: Command, root: string): void {
  program
    .command("replicate")
    .description(
      "show or start replication backfills, which copy images that were pushed before replication was set up",
    )
    .addArgument(environmentArgument(root, "environment with regions or registry.replication"))
    .option("--backfill", "start a backfill to each destination that does not have one running")
    .option("--yes", "with --backfill: skip the confirmation")
    .addOption(outputOption(["table", "json"]))
    .addHelpText("after", HELP)
    .action(async (environment: string, options: ReplicateOptions) => {
      const { replicateCommand } = require("./replicate") as typeof import("./replicate");
      await replicateCommand(root, environment, options);
    });
}

const HELP = `
ECR replicates only images that are pushed after replication is deployed.
A replication backfill copies images that were pushed earlier.
Deploy the copies of the repositories first (docs/regions.md). AWS charges for the
transfer between regions and for the storage. The backfill runs in AWS. To see its
progress, run the command again without --backfill. Exits with 1 if a backfill has
failed.

-o json: { environment, account, region, destinations: [{ account, region,
backfill?: { id, status, failure?, images: { total, replicated, failed },
startedAt } }] }

Required permission: ecr:ListReplicationBackfills. --backfill also requires
ecr:StartReplicationBackfill.

Examples:
  npx ecr replicate production
  npx ecr replicate production --backfill`;
