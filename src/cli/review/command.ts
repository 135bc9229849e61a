import { Option, type Command } from "commander";
import { outputOption } from "../support/arguments";
import { type ReviewCommandOptions } from "./review";

export function registerReview(program: Command, root: string): void {
  program
    .command("review")
    .description("show how a change to the environments affects images, access and repositories (read-only)")
    .argument("[environment...]", "environments to review (default: all)")
    .option(
      "--base <reference>",
      "branch, tag or commit to compare with (default: the commit where HEAD branched off the main branch)",
    )
    .option(
      "--images <file...>",
      "file with the output of aws ecr describe-images for any number of repositories, or - for standard input",
    )
    .option(
      "--plan <file...>",
      "plans as JSON (terraform show -json) to compare with the review, or - for standard input; <stack>=<file> names the stack",
    )
    .option("--live", "list the affected images in AWS")
    .option(
      "--caller-credentials",
      "with --live, use your own credentials instead of the profile and role under provider",
    )
    .option("--now <time>", "time at which lifecycle policies are evaluated (ISO 8601; default: now)")
    .option("--severities <file>", "YAML or JSON file that changes the severities of findings")
    .option("--from <file...>", "combine reviews that were printed with -o json, instead of comparing revisions")
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 on findings of this severity or higher")
        .choices(["high", "medium", "low", "none"])
        .default("none"),
    )
    .addOption(outputOption(["text", "json", "markdown", "html", "stacks"]))
    .addHelpText("after", AFTER)
    .action(async (names: string[], options: ReviewCommandOptions) => {
      const { reviewCommand } = require("./review") as typeof import("./review");
      await reviewCommand(root, names, options);
    });
}

const AFTER = `
The command compares the working tree with a Git revision. It reports, most severe
first: images that lifecycle policies would delete, principals that gain or lose
access, repositories that would be deleted or replaced, and changes to registry
settings, cost and the operator. docs/review.md explains every severity.

Without --live or --images, the number of deleted images is unknown, and the
review reports this. --live requires ecr:DescribeImages and ecr:BatchGetImage. With
inspector2:ListCoverage, --live also reports images in use. With --plan and
cloudtrail:LookupEvents, it also reports who made the changes that a plan undoes.

--plan checks that plans do exactly what the review reports. It finds undeclared
resources, deletions, replacements, changes in AWS that the plan undoes, and
changes that are missing from the plan. To create the file:
  terraform plan -out=tfplan && terraform show -json tfplan > plan.json

Exits with 1 if a finding reaches --fail-on, with 2 if something could not be
reviewed, and with 0 otherwise.

-o stacks prints the names of the stacks that the change affects, one per line.
These are the stacks to plan.

--severities FILE: severities: { pull-outside: high, access-lost: note }

-o json: { "version": 1, "base", "worst", "summary", "environments": [
  { "environment", "account", "region", "findings": [ { "kind", "severity",
    "region"?, "repositories": [], "message", "short"?, "details": [],
    "images"?, "access"?, "resources"?: [] } ], "unknown": [], "cost"?, "plans"?: [
    { "stack", "import", "create", "update", "replace", "delete", "forget",
      "isAsReviewed" } ] } ], "faults": [] }

Examples:
  npx ecr review
  npx ecr review production --base origin/main --live --fail-on high
  npx ecr review production --plan registry.json access.json --fail-on medium
  npx ecr review -o markdown > comment.md`;
