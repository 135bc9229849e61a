import { z } from "zod";
import { formatError } from "../../domain/problems/schema-messages";
import { REVIEW_KIND_NAMES, SEVERITIES, type ReviewKind, type Severity } from "./kinds";
import { oneOf } from "../../domain/problems/problem";

/** Severities in place of the default ones, by kind of finding. */
export const severitiesSchema = z.strictObject({
  severities: z.strictObject(
    Object.fromEntries(
      REVIEW_KIND_NAMES.map((kind) => [kind, z.enum(SEVERITIES, { error: formatError(oneOf(SEVERITIES)) }).optional()]),
    ) as Record<ReviewKind, z.ZodOptional<z.ZodEnum<{ [Name in Severity]: Name }>>>,
  ),
});
