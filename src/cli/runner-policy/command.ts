import { type Command } from "commander";
import { environmentArgument, outputOption } from "../support/arguments";
import { type RunnerPolicyCommandOptions } from "./runner-policy";

export function registerRunnerPolicy(program: Command, root: string): void {
  program
    .command("runner-policy")
    .description("print, for each stack, the least-privilege IAM policies for the role that runs Terraform")
    .addArgument(environmentArgument(root, "environment to deploy"))
    .argument("[stack]", "stack, such as registry or access (default: all stacks of the environment)")
    .option("--plan-only", "print read-only policies for pull requests, sufficient for terraform plan -lock=false")
    .addOption(outputOption(["json", "terraform"]))
    .addHelpText("after", AFTER)
    .action(async (environment: string, stack: string | undefined, options: RunnerPolicyCommandOptions) => {
      const { runnerPolicyCommand } = require("./runner-policy") as typeof import("./runner-policy");
      await runnerPolicyCommand(root, environment, stack, options);
    });
}

const AFTER = `
The policies are derived from the resources, data sources and backend of each
stack. The command does not call AWS. Read, create, update and delete permissions
are in separate statements. If a role must not delete anything, leave out the
Delete statements. The Delete statements never include retained repositories.

After you add repositories or roles, print and attach the policies again before
you deploy. After you remove repositories or roles, deploy first, then print and
attach the policies.

If Terraform assumes a role for the provider or for the state, that role gets its
own policy, with the suffix -provider or -state.

-o json: { "dev-registry": { "Version", "Statement": [] }, "dev-access": {} }.
  If you name a stack, the output is its policy document, or an object with
  several policy documents if the stack needs more than one.
-o terraform: an aws_iam_policy resource for each policy.

Exits with 1 if a stack needs more policies than a role can have.

Examples:
  npx ecr runner-policy dev registry > policy.json
  npx ecr runner-policy dev --plan-only -o terraform > plan-role.tf`;
