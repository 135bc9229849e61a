import { writeSync } from "node:fs";
import { Failure } from "./support/interrupts";
import { ENVIRONMENTS_VARIABLE } from "../config/environments-folder";
import { environmentsArgument, projectFolder } from "./support/project-folder";
import { disableSdkWarning } from "./support/sdk-warning";
import { createProgram } from "./program";

disableSdkWarning();

/** The shell's exit code for SIGPIPE: 128 and the number of the signal. */
const CLOSED_PIPE = 141;

process.stdout.on("error", endAtLostOutput);
process.stderr.on("error", endAtLostOutput);

run().catch((cause: unknown) => {
  process.exitCode = cause instanceof Failure ? cause.exitCode : 1;
  process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`, () => {
    // An abandoned AWS client may still wait for its next try. The command has already cleaned up.
    process.exit();
  });
});

async function run(): Promise<void> {
  const args = process.argv.slice(2);
  const root = projectFolder(args, process.cwd());
  const environments = environmentsArgument(args, process.cwd());
  // A variable, because cdktf runs the project's main.ts in a process of its own.
  if (environments !== undefined) process.env[ENVIRONMENTS_VARIABLE] = environments;
  if (args[0] === "--version") {
    const { versions } = require("./version") as typeof import("./version");
    process.stdout.write(`${versions(root).join("\n")}\n`);
  } else await createProgram(root).parseAsync();
}

/** A reader such as head closes the pipe when it has enough, which is not an error. A full disk is one. */
function endAtLostOutput({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") process.exit(CLOSED_PIPE);
  try {
    writeSync(
      process.stderr.fd,
      `error: cannot write the output: ${message}. Free some disk space, or write to a different location\n`,
    );
  } catch {
    // The exit code is all that is left to say it with.
  }
  process.exit(1);
}
