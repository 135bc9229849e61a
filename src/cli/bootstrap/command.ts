import { InvalidArgumentError, type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type BootstrapOptions } from "./bootstrap";

export function registerBootstrap(program: Command, root: string): void {
  program
    .command("bootstrap")
    .description(
      "create the S3 bucket for an environment's Terraform state, or show which settings of an existing bucket differ",
    )
    .addArgument(environmentArgument(root, "environment whose Terraform state the bucket stores"))
    .option("--yes", "skip the confirmation")
    .option(
      "--account <id>",
      "account that owns the bucket (default: the account of state.s3.roleArn, or the environment's account)",
      account,
    )
    .option("--expire-after <days>", "days after which replaced versions of a state are deleted (default: 90)", days)
    .addOption(outputOption(["text", "json", "terraform", "aws-cli"]))
    .addHelpText("after", HELP)
    .action(async (environment: string, options: BootstrapOptions) => {
      const { bootstrapCommand } = require("./bootstrap") as typeof import("./bootstrap");
      await bootstrapCommand(root, environment, options);
    });
}

function account(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError("Expected a 12-digit account ID.");
  return text;
}

function days(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 36_500) {
    throw new InvalidArgumentError("Expected a number of days from 1 to 36500.");
  }
  return value;
}

const HELP = `
The command shows the account, region, bucket and each setting, and asks before it
changes anything. For an existing bucket, the command shows which settings differ.
It keeps unrelated statements in the bucket policy and unrelated lifecycle rules.
Without --yes and without a terminal, the command only prints the list, and
exits with 1 if a setting differs.

The settings are: ACLs disabled, public access blocked, SSE-S3 or SSE-KMS with
state.s3.kmsKeyId, versioning, a policy that denies requests without TLS, and a
lifecycle rule. The rule deletes replaced versions after 90 days and incomplete
uploads after 7 days.

-o terraform and -o aws-cli print the code that creates a new bucket, without
reading anything from AWS.
-o json prints { environment, account, region, bucket, exists, applied,
settings: [{ id, state, expected, found? }], remarks }. state is create, change
or ok, and describes the setting before the command made changes.

Required permissions on the bucket: s3:ListBucket,
s3:GetBucketOwnershipControls, s3:GetBucketPublicAccessBlock,
s3:GetEncryptionConfiguration, s3:GetBucketVersioning, s3:GetBucketPolicy and
s3:GetLifecycleConfiguration. To make changes, also s3:CreateBucket,
s3:PutBucketOwnershipControls, s3:PutBucketPublicAccessBlock,
s3:PutEncryptionConfiguration, s3:PutBucketVersioning, s3:PutBucketPolicy and
s3:PutLifecycleConfiguration.

Examples:
  npx ecr bootstrap dev
  npx ecr bootstrap dev --yes -o json
  npx ecr bootstrap dev -o terraform > state-bucket/main.tf`;
