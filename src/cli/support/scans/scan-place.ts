import { within } from "../../../aws/request-scope";
import { registryOf, type RegistryRequest } from "./registry";
import { durationText } from "../../../domain/text/duration";

export interface ScanRequest extends RegistryRequest {
  /** How long to wait for a result, in milliseconds. */
  readonly wait: number;
}

/** Finds the registry of an image. The time counts from here. @throws what `registryOf` throws */
export async function scanPlace(root: string, { wait, ...request }: ScanRequest) {
  const deadline = deadlineAfter(wait);
  const environment = await within(deadline.left(), deadline.late, () => registryOf(root, request, process.env));
  return { environment, deadline, log: (line: string) => void process.stderr.write(`${line}\n`) };
}

/** Time for resolving the image and for the last poll, so that a slow network does not lose a finished scan. */
const GRACE_MS = 20_000;

/** AWS has not responded before the gate's deadline. */
export class Late extends Error {}

/** The end of a gate. */
export interface Deadline {
  /** Milliseconds until the deadline. */
  readonly left: () => number;
  readonly late: () => Late;
}

/**
 * The deadline of a gate that starts now.
 * @param wait longest wait for the scan, in milliseconds
 */
export function deadlineAfter(wait: number): Deadline {
  const end = performance.now() + wait + GRACE_MS;
  const time = `${durationText(wait)} (--wait) plus ${durationText(GRACE_MS)}`;
  return {
    left: () => Math.max(0, end - performance.now()),
    late: () =>
      new Late(`AWS did not send a complete response within ${time}. Check the network, then run the command again`),
  };
}
