import { z } from "zod";
import { formatError } from "../problems/schema-messages";
import { GRANT_DESCRIPTIONS, grantsSchema } from "./schema";

const namePattern = z.string().regex(/^[a-z0-9._/*-]{1,256}$/, {
  error: formatError('a repository\'s name, in which * matches any characters, such as "team/*"'),
});

/** Grants to all repositories with some names, in addition to the repositories' own. */
export const nameGrantsSchema = z
  .array(
    z.strictObject({
      match: z
        .array(namePattern)
        .min(1)
        .describe("Names of repositories; `*` matches any characters, including slashes, as in `team/*`."),
      pull: grantsSchema.describe(GRANT_DESCRIPTIONS.pull).optional(),
      push: grantsSchema.describe(GRANT_DESCRIPTIONS.push).optional(),
    }),
  )
  .min(1)
  .describe("Grants to all repositories whose names match, in addition to those of each repository.");

export type WrittenNameGrants = z.output<typeof nameGrantsSchema>;
