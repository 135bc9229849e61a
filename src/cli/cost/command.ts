import { type Command } from "commander";
import { refuseEnvironment, environmentArgument, outputOption } from "../support/arguments";
import { type CostOptions } from "./cost";

type Options = CostOptions & { readonly all?: boolean };

export function registerCost(program: Command, root: string): void {
  program
    .command("cost")
    .description("show the storage and monthly cost of each repository, before and after its lifecycle policy runs")
    .addArgument(environmentArgument(root, "environment with the repositories and policies", "[environment]"))
    .option("--all", "show the cost of every environment, in one table")
    .option(
      "--images <file...>",
      "file with the output of aws ecr describe-images (JSON or YAML), or - for standard input (default: read AWS)",
    )
    .option("--policy <file>", "use this policy for every repository instead of the declared policies")
    .option(
      "--price <dollars>",
      "price of standard storage in your region, in US dollars per GB per month (default: 0.10)",
    )
    .option(
      "--archive-price <dollars>",
      "price of archive storage, in US dollars per GB per month (default: 0.10, for the first 150 TB)",
    )
    .option("--layers", "count shared layers only once (sends one additional request for every 100 images)")
    .option(
      "--now <time>",
      "evaluate the policies as of this time, e.g. 2026-01-31 or 2026-01-31T10:20:30Z (default: now)",
    )
    .addOption(outputOption(["table", "json"]))
    .addHelpText(
      "after",
      "\nWith --all, -o json prints a list with one record per environment and region. If an\nenvironment cannot be read, its record contains the error, the other environments are\nstill shown, and the exit code is 1.\n\nExamples:\n  npx ecr cost dev\n  npx ecr cost --all\n  npx ecr cost --images images.json --policy lifecycle-policy.json",
    )
    .action(async (environment: string | undefined, { all, ...options }: Options) => {
      if (all === true) {
        refuseEnvironment(environment);
        const { allCostCommand } = require("./all") as typeof import("./all");
        await allCostCommand(root, options);
        return;
      }
      const { costCommand } = require("./cost") as typeof import("./cost");
      await costCommand(root, { environment, ...options });
    });
}
