import { parseImageReference } from "../../operations/scan-gate/reference";
import { parseFailOn } from "../../operations/scan-gate/severity";
import { judge } from "../../operations/scan-gate/verdict";
import { withInterrupts } from "../support/interrupts";
import { waitOption } from "../support/time-options";
import { write } from "../support/write";
import { readIgnoreFile } from "./ignore-file";
import { scanPlace } from "../support/scans/scan-place";
import { gateJson, gateTable, type GateResult } from "./report";

export interface ScanGateOptions {
  readonly env?: string;
  readonly failOn: string;
  readonly wait: string;
  readonly ignore?: string;
  readonly acceptUndated?: boolean;
  readonly output: string;
}

export async function scanGateCommand(root: string, image: string, options: ScanGateOptions): Promise<void> {
  const reference = parseImageReference(image);
  const failOn = parseFailOn(options.failOn);
  const wait = waitOption(options.wait);
  const today = new Date().toISOString().slice(0, 10);
  const ignores = options.ignore === undefined ? [] : readIgnoreFile(options.ignore, process.cwd(), today);
  const { environment, deadline, log } = await scanPlace(root, { image, reference, env: options.env, wait });
  const acceptUndated = options.acceptUndated === true;
  const { scanned } = require("../support/scans/scanned") as typeof import("../support/scans/scanned");
  const { digest, leftOut, images } = await withInterrupts((signal) =>
    scanned(environment, reference, { wait, acceptUndated, log, signal, deadline }),
  );
  const { account: registryId, region } = environment.location;
  const { repositoryName } = reference;
  // A tag next to a digest is not resolved, so it proves nothing.
  const tag = reference.digest === undefined ? reference.tag : undefined;
  const result: GateResult = {
    image: { reference: image, registryId, region, repositoryName, digest },
    leftOut,
    failOn,
    ...judge(images, { repositoryName, tag, digest }, failOn, ignores),
  };
  await write([options.output === "json" ? gateJson(result) : gateTable(result)]);
  if (!result.passed) process.exitCode = 1;
}
