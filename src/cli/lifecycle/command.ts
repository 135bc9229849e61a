import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type CheckOptions } from "./check";
import { type PreviewOptions } from "./preview";

/** Adds `ecr lifecycle check | preview`. Nothing of them is loaded before one of them runs. */
export function registerLifecycle(program: Command, root: string): void {
  const lifecycle = program.command("lifecycle").description("check lifecycle policies and preview what they delete");

  lifecycle
    .command("check")
    .description(
      "say whether AWS takes policies, and where they mean something else than they seem to: exit code 1 on errors",
    )
    .argument("<file|environment...>", "policy files, manifests or environments")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", "\nExample:\n  npx ecr lifecycle check dev lifecycle-policy.json")
    .action((names: string[], options: CheckOptions) => {
      const { checkCommand } = require("./check") as typeof import("./check");
      checkCommand(root, names, options);
    });

  lifecycle
    .command("preview")
    .description("say which images a policy deletes or archives, when, and by which rule; nothing is changed")
    .addArgument(environmentArgument(root, "environment that declares the repository", "[environment]"))
    .argument("[repository]", "name of the repository, as in team/api")
    .option("--policy <file>", "policy instead of the declared one")
    .option(
      "--images <file...>",
      "output of aws ecr describe-images, one file or several pages, - for standard input (default: ask AWS)",
    )
    .option("--now <time>", "time of the preview, as in 2026-01-31 or 2026-01-31T10:20:30Z (default: now)")
    .option("--compare <file>", "a second policy: show what it does differently")
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
