import { Interrupted } from "./support/interrupts";
import { projectFolder } from "./support/project-folder";
import { createProgram } from "./program";

// The AWS SDK would warn, in every run, of a Node version that is still supported.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** 128 and the number of SIGPIPE, as shells count it. */
const CLOSED_PIPE = 141;

// A reader that has seen enough, such as head, has closed the pipe: that is no error of the command.
process.stdout.on("error", endQuietly);
process.stderr.on("error", endQuietly);

run().catch((cause: unknown) => {
  process.exitCode = cause instanceof Interrupted ? cause.exitCode : 1;
  process.stderr.write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`, () => {
    // A client of AWS that was given up may still wait for its next try. The command has cleaned up by now.
    process.exit();
  });
});

async function run(): Promise<void> {
  await createProgram(projectFolder(process.argv.slice(2), process.cwd())).parseAsync();
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(CLOSED_PIPE);
}
