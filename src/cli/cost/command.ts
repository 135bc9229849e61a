import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type CostOptions } from "./cost";

/** Adds `ecr cost`. Nothing of it is loaded before it runs. */
export function registerCost(program: Command, root: string): void {
  program
    .command("cost")
    .description("bytes and dollars a month by repository, before and after the lifecycle policies")
    .addArgument(environmentArgument(root, "environment whose repositories and policies are meant", "[environment]"))
    .option(
      "--images <file...>",
      "output of aws ecr describe-images, of any number of repositories, - for standard input (default: ask AWS)",
    )
    .option("--policy <file>", "policy of every repository, instead of the declared ones")
    .option("--price <dollars>", "dollars a GB and month of the standard class, which differ by Region (default: 0.10)")
    .option(
      "--archive-price <dollars>",
      "dollars a GB and month of the archive; above 150 TB it is less (default: 0.10)",
    )
    .option("--layers", "ask AWS for each image's layers too, so that shared ones count once: a request for 100 images")
    .option("--now <time>", "time at which the policies are evaluated (default: now)")
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
