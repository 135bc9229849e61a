import { z } from "zod";
import { costChangeSchema } from "./cost";
import { accessChangeSchema } from "./finding";
import { REVIEW_KIND_NAMES, SEVERITIES, type ReviewKind } from "./kinds";
import { planSummarySchema } from "./plan/compare";
import { worstOf, type Review } from "./review";
import { summaryLine } from "./words";

/** Version of the JSON shape. It grows when a field is removed or gets another meaning. */
export const REVIEW_VERSION = 1;

/** A review, and what could not be reviewed. */
export interface ReviewWithFaults {
  readonly review: Review;
  readonly faults: readonly string[];
}

/** A review as `-o json` prints it. */
export function reviewRecord({ review, faults }: ReviewWithFaults): object {
  return {
    version: REVIEW_VERSION,
    base: review.base,
    worst: worstOf(review) ?? null,
    summary: summaryLine(review, faults),
    environments: review.environments.map(({ findings, ...environment }) => ({
      ...environment,
      findings: findings.map(
        ({ kind, severity, region, repositories, message, short, details = [], images, access, resources }) => ({
          kind,
          severity,
          ...(region === undefined ? {} : { region }),
          repositories,
          message,
          ...(short === undefined ? {} : { short }),
          details,
          ...(images === undefined ? {} : { images }),
          ...(access === undefined ? {} : { access }),
          ...(resources === undefined ? {} : { resources }),
        }),
      ),
    })),
    faults,
  };
}

const finding = z.object({
  kind: z.enum(REVIEW_KIND_NAMES as readonly [ReviewKind, ...ReviewKind[]]),
  severity: z.enum(SEVERITIES),
  region: z.string().exactOptional(),
  repositories: z.array(z.string()),
  message: z.string(),
  short: z.string().exactOptional(),
  details: z.array(z.string()),
  images: z.int().exactOptional(),
  access: accessChangeSchema.exactOptional(),
  resources: z.array(z.string()).exactOptional(),
});

/** What `-o json` prints, to read it again. */
export const reviewRecordSchema = z.object({
  version: z.literal(REVIEW_VERSION),
  base: z.string(),
  environments: z.array(
    z.object({
      environment: z.string(),
      account: z.string().exactOptional(),
      region: z.string().exactOptional(),
      findings: z.array(finding),
      unknown: z.array(z.string()),
      cost: costChangeSchema.exactOptional(),
      plans: z.array(planSummarySchema).exactOptional(),
    }),
  ),
  faults: z.array(z.string()),
});
