import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type CostOptions } from "./cost";

/** Adds `ecr cost`. The command's code is loaded only when it runs. */
export function registerCost(program: Command, root: string): void {
  program
    .command("cost")
    .description("show storage and monthly cost by repository, before and after the lifecycle policies run")
    .addArgument(environmentArgument(root, "environment with the repositories and policies", "[environment]"))
    .option(
      "--images <file...>",
      "read images from output of aws ecr describe-images (JSON or YAML), - for standard input (default: read from AWS)",
    )
    .option("--policy <file>", "apply this policy to every repository instead of the declared policies")
    .option(
      "--price <dollars>",
      "price per GB per month in the standard class, which depends on the region (default: 0.10)",
    )
    .option("--archive-price <dollars>", "price per GB per month in the archive, lower above 150 TB (default: 0.10)")
    .option("--layers", "read image layers so that shared layers count once (one extra request per 100 images)")
    .option("--now <time>", "evaluate the policies as of this time (default: now)")
    .addOption(outputOption(["table", "json"]))
    .addHelpText(
      "after",
      "\nExamples:\n  npx ecr cost dev\n  npx ecr cost --images images.json --policy lifecycle-policy.json",
    )
    .action(async (environment: string | undefined, options: CostOptions) => {
      const { costCommand } = require("./cost") as typeof import("./cost");
      await costCommand(root, { environment, ...options });
    });
}
