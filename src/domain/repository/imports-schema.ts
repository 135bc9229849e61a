import { z } from "zod";
import { repositoryNameSchema } from "./name-schema";
import { POLICY_SETTINGS } from "./settings";

const name = repositoryNameSchema("Name of a repository that the environment declares.");

const withExceptions = z
  .strictObject({
    repositoryName: name,
    without: z
      .array(z.enum(POLICY_SETTINGS))
      .describe("Declared policies that do not exist in AWS yet. Terraform creates them instead of importing them.")
      .optional(),
  })
  .meta({ title: "Name with exceptions" });

export const importsSchema = z
  .array(z.union([z.string().meta({ title: "Name" }), withExceptions]))
  .describe(
    "Names of declared repositories that already exist in AWS. The next deployment imports them with their policies. `ecr adopt` writes the list, and `ecr adopt <environment> --finish` clears it.",
  );

export type WrittenImports = z.output<typeof importsSchema>;
