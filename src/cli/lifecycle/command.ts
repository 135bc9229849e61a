import { type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type CheckOptions } from "./check";
import { type PreviewOptions } from "./preview";

export function registerLifecycle(program: Command, root: string): void {
  const lifecycle = program
    .command("lifecycle")
    .description("check lifecycle policies, and preview what they would delete");

  lifecycle
    .command("check")
    .description(
      "check that AWS accepts lifecycle policies, and warn about unexpected behavior. Exits with 1 on errors",
    )
    .argument("<file|environment...>", "policy files, manifests or environments to check")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", "\nExample:\n  npx ecr lifecycle check dev lifecycle-policy.json")
    .action((names: string[], options: CheckOptions) => {
      const { checkCommand } = require("./check") as typeof import("./check");
      checkCommand(root, names, options);
    });

  lifecycle
    .command("preview")
    .description("show which images a policy would delete or archive, when, and by which rule (read-only)")
    .addArgument(environmentArgument(root, "environment that declares the repository", "[environment]"))
    .argument("[repository]", "repository, by name (team/api), URI or ARN")
    .option("--policy <file>", "policy file to use instead of the declared policy")
    .option(
      "--images <file...>",
      "file with the output of aws ecr describe-images (JSON or YAML), or - for standard input (default: read AWS)",
    )
    .option("--now <time>", "evaluate as of this time, e.g. 2026-01-31 or 2026-01-31T10:20:30Z (default: now)")
    .option(
      "--compare <file>",
      "compare with this policy file, and show the images that the two policies treat differently",
    )
    .addOption(outputOption(["table", "json", "html"]))
    .addHelpText("after", PREVIEW_EXAMPLES)
    .action(async (environment: string | undefined, repository: string | undefined, options: PreviewOptions) => {
      const { previewCommand } = require("./preview") as typeof import("./preview");
      await previewCommand(root, { environment, repository, ...options });
    });
}

const PREVIEW_EXAMPLES = `
Examples:
  aws ecr describe-images --repository-name team/api --filter imageStatus=ANY > images.json
  npx ecr lifecycle preview --policy lifecycle-policy.json --images images.json
  npx ecr lifecycle preview dev team/api --images images.json -o html > preview.html
  npx ecr lifecycle preview dev team/api --compare changed-policy.json`;
