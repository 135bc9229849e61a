import { z } from "zod";
import { POLICY_SETTINGS } from "./settings";

const withExceptions = z.strictObject({
  repositoryName: z.string().describe("Name of a repository that the environment declares."),
  without: z
    .array(z.enum(POLICY_SETTINGS))
    .describe("Policies that the repository has only by its declaration: they are made, not imported.")
    .optional(),
});

/** Repositories that Terraform takes over. */
export const importsSchema = z
  .array(z.union([z.string(), withExceptions]))
  .describe(
    "Declared repositories that are in AWS already, by name: the next deployment takes them over with their policies. `ecr adopt` writes the list, and `ecr adopt <environment> --finish` clears it.",
  );

export type WrittenImports = z.output<typeof importsSchema>;
