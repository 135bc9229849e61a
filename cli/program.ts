import { Command } from "commander";
import { registerCost } from "./cost/command";
import { requireEnvironment } from "./environments";
import { localPlan } from "./local-plan";
import { registerGenerate } from "./generate/command";
import { registerLifecycle } from "./lifecycle/command";
import { registerLocal } from "./local/command";
import { registerOperator } from "./operator";
import { registerValidate } from "./validate";

/**
 * The `ecr` command with all of its subcommands.
 * @param root the project's folder
 */
export function createProgram(root: string): Command {
  const program = new Command("ecr")
    .description("Container registries on AWS ECR, declared in environments/ and delivered as Terraform.")
    .usage("<command> [environment...] [options]")
    .showHelpAfterError("Run with --help to see what is allowed.")
    .addHelpText("after", "\nExample:\n  npm run -s ecr -- validate dev");
  registerValidate(program, root);
  registerGenerate(program, root);
  registerOperator(program, root);
  registerLifecycle(program, root);
  registerCost(program, root);
  registerLocal(program, (name) => Promise.resolve(localPlan(requireEnvironment(root, name))));
  return program;
}
