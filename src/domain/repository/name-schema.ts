import { z } from "zod";
import { lenient } from "../problems/lenient-schema";
import { REPOSITORY_NAME } from "./name";

/** A repository's name. `checkRepositoryName` checks it; editors get the pattern. */
export function repositoryNameSchema(description: string): z.ZodString {
  const { pattern, minLength, maxLength } = REPOSITORY_NAME;
  return lenient(z.string().describe(description), z.string().min(minLength).max(maxLength).regex(pattern));
}
