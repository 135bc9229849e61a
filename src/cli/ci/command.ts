import { Argument, Option, type Command } from "commander";
import { CI_DEFAULTS, CI_PLATFORMS, type CiPlatform } from "../../domain/ci/workflow-settings";
import { SCAN_KINDS } from "../../domain/images/scan-kinds";
import { environmentArgument } from "../support/known-environment";
import { type CiOptions } from "./ci";

/** Adds `ecr ci`. Nothing of it is loaded before it runs. */
export function registerCi(program: Command, root: string): void {
  program
    .command("ci")
    .description("print a workflow that builds and pushes images by OIDC, and the policies that its role needs")
    .addArgument(new Argument("<platform>", "where it runs").choices(CI_PLATFORMS))
    .addArgument(environmentArgument(root, "environment of the repositories"))
    .argument(
      "[repository...]",
      "repositories that it pushes to (default: all that its role does, or all that are declared)",
    )
    .option(
      "--role <arn>",
      "role that it assumes (default: the one of ciRoles that fits, else <environment>-<platform>-ecr-push)",
    )
    .option(
      "--branch <name>",
      `branch whose commits are pushed (default: the declared role's, else ${CI_DEFAULTS.branch})`,
    )
    .option("--fail-on <severities>", "findings that stop it: critical,high,medium,low,...", "critical,high")
    .option("--wait <time>", "how long a scan may take: 90s, 10m, 1h", "10m")
    .addOption(
      new Option(
        "--scanning <kind>",
        `how the registry scans its images (default: the declared role's, else as the environment says, else ${CI_DEFAULTS.scanning})`,
      ).choices(SCAN_KINDS),
    )
    .option("--no-scan-gate", "push, whatever the scan finds")
    .option(
      "--gitlab-url <url>",
      `the GitLab that signs the tokens (default: the declared role's, else ${CI_DEFAULTS.gitlabUrl})`,
    )
    .addOption(
      new Option("--policies <which>", "print the role's trust policy or its permissions instead").choices([
        "trust",
        "permissions",
      ]),
    )
    .option(
      "--source <path>",
      "project that may assume the role, for --policies, or to tell declared roles apart: acme/api",
    )
    .option("--source-ids <numbers>", "on GitHub, its owner's and its own number: for projects made since July 2026")
    .option("--file <path>", "write to a file (default: standard output)")
    .addHelpText(
      "after",
      "\nExamples:\n  npx ecr ci github dev team/api --file .github/workflows/ecr.yaml\n  npx ecr ci github dev team/api --source acme/api --policies trust",
    )
    .action((platform: CiPlatform, environment: string, repositories: string[], options: CiOptions) => {
      const { ciCommand } = require("./ci") as typeof import("./ci");
      ciCommand(root, { platform, environment, repositories, ...options });
    });
}
