import { parseImageReference } from "../../operations/scan-gate/reference";
import { withInterrupts } from "../support/interrupts";
import { printFindings } from "../support/scans/image-report";
import { scanPlace } from "../support/scans/scan-place";
import { waitOption } from "../support/time-options";

export interface FindingsOptions {
  readonly env?: string;
  readonly wait: string;
  readonly output: string;
}

export async function findingsCommand(root: string, image: string, options: FindingsOptions): Promise<void> {
  const reference = parseImageReference(image);
  const wait = waitOption(options.wait);
  const { environment, deadline, log } = await scanPlace(root, { image, reference, env: options.env, wait });
  const { scanned } = require("../support/scans/scanned") as typeof import("../support/scans/scanned");
  const found = await withInterrupts((signal) =>
    // A scan without a time is shown too: nothing depends on it here.
    scanned(environment, reference, { wait, acceptUndated: true, log, signal, deadline }),
  );
  if (!(await printFindings({ image, environment, reference, output: options.output }, found))) process.exitCode = 1;
}
