import { type AwsLocation } from "../../domain/aws/arn";
import { type AccessMatrix } from "../../operations/access/matrix";

/** A matrix, and where its policies are from. */
export interface AccessReport extends AccessMatrix {
  readonly environment: string;
  readonly location: AwsLocation;
  readonly source: "declarations" | "aws";
  /** What could not be read in addition to repositories. */
  readonly faults: readonly string[];
}

/** The report for programs. */
export function* accessJson({
  environment,
  location,
  source,
  groups,
  unread,
  faults,
}: AccessReport): Generator<string> {
  yield `${JSON.stringify({ environment, ...location, source, groups, unread, faults }, undefined, 2)}\n`;
}
