/** The commands about lifecycle policies and costs alone, as a program: its first argument is the project's folder. */
import { Command } from "commander";
import { registerLifecycle } from "../../../cli/lifecycle/command";

const [, , root = ".", ...args] = process.argv;
const program = new Command("ecr");
registerLifecycle(program, root);
program.parseAsync(args, { from: "user" }).catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});
