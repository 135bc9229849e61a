import { InvalidArgumentError, Option, type Command } from "commander";
import { EMULATED_LOCATION } from "../../emulator/emulated-location";
import { type InitOptions } from "./answers";
import { CI_CHOICES, STATE_FORMS } from "./choices";

export function registerInit(program: Command, root: string): void {
  program
    .command("init")
    .description("create a project with its first environment, or add an environment to a project")
    .argument(
      "[name]",
      "folder of the new project (default: the current folder); inside a project, name of the new environment",
    )
    .option("--environment <name>", "name of the new environment")
    .option("--account <id>", "AWS account ID (default: the account of your credentials)")
    .option("--region <region>", "AWS region (default: AWS_REGION)")
    .option("--state <where>", `Terraform state: ${STATE_FORMS}`)
    .option("--tag <key=value>", "default tag for all resources (repeatable)", tag)
    .addOption(new Option("--ci <platform>", "CI workflow of a new project").choices(CI_CHOICES))
    .option("--from <environment>", "copy this environment, without the settings that are specific to its account")
    .addOption(
      new Option(
        "--local",
        `create an environment only for the emulator: account ${EMULATED_LOCATION.account}, local state`,
      ).conflicts(["account", "state"]),
    )
    .option("--yes", "do not prompt; use defaults for options that you leave out")
    .addHelpText(
      "after",
      `
The command asks questions only on a terminal. It never changes existing files.
If a file already exists with different contents, the command lists the file and
does not write anything.

Examples:
  npx ecr init registries
  npx ecr init registries --environment dev --account 111122223333 \\
    --region eu-west-1 --state s3:acme-terraform-state --ci github --yes
  npx ecr init production --from dev --account 444455556666
  npx ecr init trial --local --yes`,
    )
    .action(async (name: string | undefined, options: InitOptions) => {
      const { initCommand } = require("./init") as typeof import("./init");
      await initCommand(root, name, options.local === true ? { ...LOCAL, ...options } : options);
    });
}

/** What an environment for the emulator is not asked for. */
const LOCAL: InitOptions = { ...EMULATED_LOCATION, state: "local" };

function tag(text: string, tags: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [key = "", ...value] = text.split("=");
  if (key === "" || value.length === 0) throw new InvalidArgumentError("Expected <key>=<value>.");
  return { ...tags, [key]: value.join("=") };
}
