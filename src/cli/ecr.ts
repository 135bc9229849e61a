import { writeSync } from "node:fs";
import { join } from "node:path";
import { Interrupted } from "./support/interrupts";
import { disableSdkWarning } from "./support/sdk-warning";
import { createProgram } from "./program";

disableSdkWarning();

/** 128 and the number of SIGPIPE, as shells count it. */
const CLOSED_PIPE = 141;

process.stdout.on("error", endAtLostOutput);
process.stderr.on("error", endAtLostOutput);

createProgram(join(__dirname, "../.."))
  .parseAsync()
  .catch((cause: unknown) => {
    process.exitCode = cause instanceof Interrupted ? cause.exitCode : 1;
    process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`, () => {
      // A client of AWS that was given up may still wait for its next try. The command has cleaned up by now.
      process.exit();
    });
  });

/** A reader that has seen enough, such as head, has closed the pipe: that is no error of the command. A full disk is one. */
function endAtLostOutput({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") process.exit(CLOSED_PIPE);
  try {
    writeSync(
      process.stderr.fd,
      `error: expected an output that can be written, found ${message}. Free some space, or write somewhere else\n`,
    );
  } catch {
    // The exit code is all that is left to say it with.
  }
  process.exit(1);
}
