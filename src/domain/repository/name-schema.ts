import { z } from "zod";
import { lenient } from "../problems/lenient-schema";
import { formatError } from "../problems/schema-messages";
import { REPOSITORY_NAME } from "./name";

/** A repository's name. `checkRepositoryName` checks it; editors get the pattern. */
export function repositoryNameSchema(description: string): z.ZodString {
  const { pattern, minLength, maxLength } = REPOSITORY_NAME;
  return lenient(z.string().describe(description), z.string().min(minLength).max(maxLength).regex(pattern));
}

/** A repository's name in which `*` matches any characters, including slashes. */
export const namePatternSchema = z.string().regex(/^[a-z0-9._/*-]{1,256}$/, {
  error: formatError('a repository\'s name, in which * matches any characters, such as "team/*"'),
});

/** The repositories that an entry applies to. */
export const namePatternsSchema = z
  .array(namePatternSchema)
  .min(1)
  .describe("Names of repositories. `*` matches any characters, including slashes, as in `team/*`.");
