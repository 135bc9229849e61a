import { within } from "../../../aws/request-scope";
import { type Environment } from "../../../model/environment";
import { type ImageReference } from "../../../operations/scan-gate/reference";
import { deadlineAfter, type Deadline } from "./deadline";
import { registryOf } from "./registry";

/** What a command reads scans of. */
export interface ScanRequest {
  /** The image as it was written. */
  readonly image: string;
  readonly reference: ImageReference;
  /** Name of the environment. @default - found by the image */
  readonly env: string | undefined;
  /** How long to wait for a result, in milliseconds. */
  readonly wait: number;
}

export interface ScanPlace {
  readonly environment: Environment;
  readonly deadline: Deadline;
  /** Writes a line to standard error. */
  readonly log: (line: string) => void;
}

/** Finds the registry of an image. The time counts from here. @throws what `registryOf` throws */
export async function scanPlace(root: string, { image, reference, env, wait }: ScanRequest): Promise<ScanPlace> {
  const deadline = deadlineAfter(wait);
  const environment = await within(deadline.left(), deadline.late, () =>
    registryOf(root, { image, reference, env }, process.env),
  );
  return { environment, deadline, log: (line) => void process.stderr.write(`${line}\n`) };
}
