import { type Review } from "./review";
import { summaryLine } from "./words";
import { worstOf } from "./review";

/** Version of the JSON shape. It grows when a field is removed or gets another meaning. */
export const REVIEW_VERSION = 1;

/** A review as `-o json` prints it. */
export function reviewRecord(review: Review, faults: readonly string[]): object {
  return {
    version: REVIEW_VERSION,
    base: review.base,
    worst: worstOf(review) ?? null,
    summary: summaryLine(review, faults),
    environments: review.environments.map(({ findings, ...environment }) => ({
      ...environment,
      findings: findings.map(({ kind, severity, repositories, message, details = [], images, access, resources }) => ({
        kind,
        severity,
        repositories,
        message,
        details,
        ...(images === undefined ? {} : { images }),
        ...(access === undefined ? {} : { access }),
        ...(resources === undefined ? {} : { resources }),
      })),
    })),
    faults,
  };
}
