import { type Command } from "commander";
import { environmentArgument } from "../support/known-environment";
import { outputOption } from "../support/output-option";
import { type RunnerPolicyCommandOptions } from "./runner-policy";

/** Adds `ecr runner-policy`. The command's code is loaded only when it runs. */
export function registerRunnerPolicy(program: Command, root: string): void {
  program
    .command("runner-policy")
    .description("print the least-privilege IAM policies for the role that runs Terraform, for each stack")
    .addArgument(environmentArgument(root, "environment to deploy"))
    .argument("[stack]", "stack, such as registry or access (default: all stacks of the environment)")
    .option("--plan-only", "for pull requests: reads only, enough for terraform plan -lock=false")
    .addOption(outputOption(["json", "terraform"]))
    .addHelpText("after", AFTER)
    .action(async (environment: string, stack: string | undefined, options: RunnerPolicyCommandOptions) => {
      const { runnerPolicyCommand } = require("./runner-policy") as typeof import("./runner-policy");
      await runnerPolicyCommand(root, { environment, stack, ...options });
    });
}

const AFTER = `
Derived from the resources and data sources of each stack, and from its backend.
Reading, creating, updating and deleting are separate statements: leave out the
Delete statements of a role that must not delete. Retained repositories are in
none of them. AWS is not called.

Print the policies again when names change: before the deployment for new
repositories and roles, after it for removed ones.

If Terraform assumes a role for the provider or for the state, that role gets a
policy of its own, named -provider or -state.

-o json: { "dev-registry": { "Version", "Statement": [] }, "dev-access": {} }.
  With a stack: its policy document. If it needs several: an object by name.
-o terraform: an aws_iam_policy for each.

Exits with 1 if a stack needs more policies than a role can have.

Examples:
  npx ecr runner-policy dev registry > policy.json
  npx ecr runner-policy dev --plan-only -o terraform > plan-role.tf`;
