import { z } from "zod";
import { namePatternsSchema } from "../repository/name-schema";
import { GRANT_DESCRIPTIONS, grantsSchema } from "./schema";

/** Grants to all repositories with some names, in addition to the repositories' own. */
export const nameGrantsSchema = z
  .array(
    z.strictObject({
      match: namePatternsSchema,
      pull: grantsSchema.describe(GRANT_DESCRIPTIONS.pull).optional(),
      push: grantsSchema.describe(GRANT_DESCRIPTIONS.push).optional(),
    }),
  )
  .min(1)
  .describe("Grants for all repositories whose names match, in addition to the repositories' own grants.");

export type WrittenNameGrants = z.output<typeof nameGrantsSchema>;
