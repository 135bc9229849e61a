import { Argument, Option, type Command } from "commander";
import {
  CI_DEFAULTS,
  CI_PLATFORMS,
  PROVENANCE_MODES,
  WORKFLOW_PLATFORMS,
  type CiPlatform,
  type WorkflowPlatform,
} from "../../domain/ci/workflow-settings";
import { SCAN_KINDS } from "../../domain/images/scan-kinds";
import { environmentArgument } from "../support/arguments";
import { type CiOptions } from "./ci";
import { type CiReviewOptions } from "./review";

export function registerCi(program: Command, root: string): void {
  const ci = program
    .command("ci")
    .description("print a CI workflow that builds, pushes and scans images, or the policies of its role")
    .addArgument(new Argument("<platform>", "platform of the workflow").choices(WORKFLOW_PLATFORMS))
    .addArgument(environmentArgument(root, "environment of the repositories"))
    .argument(
      "[repository...]",
      "repositories to push to, by name, URI or ARN (default: the role's repositories, or all declared ones)",
    )
    .option(
      "--role <arn>",
      "role to assume (default: the matching role in ciRoles, else <environment>-<platform>-ecr-push)",
    )
    .option(
      "--branch <name>",
      `branch that pushes images (default: the declared role's branch, else ${CI_DEFAULTS.branch})`,
    )
    .option("--fail-on <severities>", "fail on these severities and anything more severe", "critical,high")
    .option("--wait <time>", "maximum time to wait for a scan, e.g. 90s, 10m or 1h", "10m")
    .addOption(
      new Option(
        "--scanning <kind>",
        `scan type of the registry (default: the scan type of the declared role, else of the environment, else ${CI_DEFAULTS.scanning})`,
      ).choices(SCAN_KINDS),
    )
    .option("--no-scan-gate", "leave out the scan gate")
    .option(
      "--gitlab-url <url>",
      `URL of the GitLab instance (default: the URL of the declared role, else ${CI_DEFAULTS.gitlabUrl})`,
    )
    .option(
      "--platforms <list>",
      "platforms of each image, e.g. linux/amd64,linux/arm64 (default: the runner's platform)",
    )
    .addOption(
      new Option("--cache <kind>", "build cache: a tag in ECR (registry) or GitHub's cache (gha)")
        .choices(["registry", "gha", "none"])
        .default("none"),
    )
    .addOption(
      new Option("--provenance <mode>", "push provenance with the image (default: none)").choices(PROVENANCE_MODES),
    )
    .option("--sbom", "push an SBOM with the image")
    .option(
      "--deploy <command>",
      "add a job that runs this command after the gate; $IMAGE contains the image reference with its digest",
    )
    .option("--deploy-to <name>", "deployment environment of the --deploy job (default: the environment's name)")
    .option("--deployment <name>", "Bitbucket deployment environment of the step that pushes, if the role requires one")
    .addOption(
      new Option(
        "--policies <which>",
        "instead of a workflow, print the role's trust policy or permissions policy",
      ).choices(["trust", "permissions"]),
    )
    .option(
      "--source <path>",
      "project that may assume the role, e.g. acme/api (for --policies, or to select a declared role)",
    )
    .option(
      "--source-ids <numbers>",
      "numeric GitHub IDs of the owner and the repository, for repositories that were created, renamed or transferred since July 15, 2026",
    )
    .option("--file <path>", "write the workflow to this file (default: standard output)")
    .addHelpText(
      "after",
      "\nExamples:\n  npx ecr ci github dev team/api --file .github/workflows/ecr.yaml\n  npx ecr ci github dev team/api --source acme/api --policies trust",
    )
    .action((platform: WorkflowPlatform, environment: string, repositories: string[], options: CiOptions) => {
      const { ciCommand } = require("./ci") as typeof import("./ci");
      ciCommand(root, { platform, environment, repositories, ...options });
    });
  registerReview(ci, root);
}

function registerReview(ci: Command, root: string): void {
  ci.command("review")
    .description("print a CI workflow that reviews pull requests in one comment, with read-only credentials")
    .addArgument(new Argument("<platform>", "platform of the workflow").choices(CI_PLATFORMS))
    .argument("[environment...]", "environments to review (default: all)")
    .addOption(
      new Option("--fail-on <severity>", "fail on findings of this severity or higher")
        .choices(["high", "medium", "low", "none"])
        .default("high"),
    )
    .option("--file <path>", "write the workflow to this file (default: standard output)")
    .addHelpText("after", REVIEW_AFTER)
    .action((platform: CiPlatform, environments: string[], options: CiReviewOptions, command: Command) => {
      const { ciReviewCommand } = require("./review") as typeof import("./review");
      ciReviewCommand(root, { platform, environments, ...options, ...sharedOptions(ci, command) });
    });
}

/**
 * Options that `ci` has too. Commander gives them to `ci`, because options may stand anywhere behind the program's name.
 * @throws CommanderError if a value is not one of the choices
 */
function sharedOptions(ci: Command, review: Command): Partial<CiReviewOptions> {
  const given = review.options.filter((option) => ci.getOptionValueSource(option.attributeName()) === "cli");
  return Object.fromEntries(
    given.map((option) => {
      const name = option.attributeName();
      const value: unknown = ci.getOptionValue(name);
      if (option.argChoices?.includes(String(value)) === false)
        review.error(
          `error: option '${option.flags}' argument '${String(value)}' is invalid. Allowed choices are ${option.argChoices.join(", ")}.`,
        );
      return [name, value];
    }),
  );
}

const REVIEW_AFTER = `
The workflow posts the output of npx ecr review as one comment, and updates the
comment after each push. The workflow also validates the environments. If you check
in the generated Terraform, the workflow checks that the files are up to date.
If ciRoles contains a role with access: review, the workflow lists images and plans
the stacks that the change affects. For a pull request from a fork, the workflow
has no credentials and cannot comment. GitHub shows the review in the job's summary,
GitLab in the job's log.

Examples:
  npx ecr ci review github --file .github/workflows/review.yaml
  npx ecr ci review gitlab production --fail-on medium`;
