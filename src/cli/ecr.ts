import { join } from "node:path";
import { Interrupted } from "./support/interrupts";
import { createProgram } from "./program";

// The AWS SDK warns in every run about Node versions that this project still supports.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** The shell's exit code for SIGPIPE: 128 and the number of the signal. */
const CLOSED_PIPE = 141;

// A reader such as head may close the pipe early. That is not an error.
process.stdout.on("error", endQuietly);
process.stderr.on("error", endQuietly);

createProgram(join(__dirname, "../.."))
  .parseAsync()
  .catch((cause: unknown) => {
    process.exitCode = cause instanceof Interrupted ? cause.exitCode : 1;
    process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`, () => {
      // An abandoned AWS client may still wait for its next attempt. The command has cleaned up by now.
      process.exit();
    });
  });

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(CLOSED_PIPE);
}
