import { join, resolve } from "node:path";
import { Command } from "commander";
import { requireEnvironment } from "./environments";
import { localPlan } from "./local-plan";
import { registerLocal } from "./local/command";
import { registerOperator } from "./operator";
import { registerSchema } from "./schema";
import { registerValidate } from "./validate";

/** The project's folder: the commands work from any folder within it. */
const root = resolve(join(__dirname, ".."));

const program = new Command("ecr")
  .description("Container registries on AWS ECR, declared in environments/ and delivered as Terraform.")
  .usage("<command> [environment...] [options]")
  .showHelpAfterError("Run with --help to see what is allowed.")
  .addHelpText("after", "\nExample:\n  npm run -s ecr -- validate dev");

registerValidate(program, root);
registerLocal(program, (name) => Promise.resolve(localPlan(requireEnvironment(root, name))));
registerOperator(program, root);
registerSchema(program, root);

program.parseAsync().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});
