import { join } from "node:path";
import { createProgram } from "./program";

createProgram(join(__dirname, ".."))
  .parseAsync()
  .catch((cause: unknown) => {
    process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 1;
  });
