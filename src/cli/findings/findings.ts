import { within } from "../../aws/request-scope";
import { parseImageReference } from "../../operations/scan-gate/reference";
import { withInterrupts } from "../support/interrupts";
import { deadlineAfter } from "../support/scans/deadline";
import { printFindings } from "../support/scans/findings-report";
import { registryOf } from "../support/scans/registry";
import { waitOption } from "../support/wait-option";

export interface FindingsOptions {
  readonly env?: string;
  readonly wait: string;
  readonly output: string;
}

/** `ecr findings`. */
export async function findingsCommand(root: string, image: string, options: FindingsOptions): Promise<void> {
  const reference = parseImageReference(image);
  const wait = waitOption(options.wait);
  const deadline = deadlineAfter(wait);
  const environment = await within(deadline.left(), deadline.late, () =>
    registryOf(root, { image, reference, env: options.env }, process.env),
  );
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const { scanned } = require("../support/scans/scanned") as typeof import("../support/scans/scanned");
  const found = await withInterrupts((signal) =>
    // A scan without a time is shown too: nothing depends on it here.
    scanned(environment, reference, { wait, acceptUndated: true, log, signal, deadline }),
  );
  if (!(await printFindings({ image, environment, reference, output: options.output }, found))) process.exitCode = 1;
}
