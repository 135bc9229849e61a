/** Runs `ecr generate` in the folder that is its first argument, with the rest of them; unless it checks, as for the first time. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createProgram } from "../../src/cli/program";

const [, , root = ".", ...args] = process.argv;
if (!args.includes("--check")) rmSync(join(root, "terraform"), { recursive: true, force: true });
void createProgram(root).parseAsync(["generate", "bench", ...args], { from: "user" });
