import { z } from "zod";
import { formatError } from "../problems/schema-messages";
import { REGISTRY_STACK } from "./groups-schema";
import { POLICY_SETTINGS } from "./settings";

const name = z
  .string()
  .describe("Name of a repository that the environment declares. Write `public:<name>` for a public repository.");

const withExceptions = z
  .strictObject({
    repositoryName: name,
    without: z
      .array(z.enum(POLICY_SETTINGS))
      .describe("Declared policies that do not exist in AWS yet. Terraform creates them instead of importing them.")
      .optional(),
    fromStack: z
      .string()
      .regex(REGISTRY_STACK, { error: formatError('a stack with repositories, "registry" or "registry-<group>"') })
      .describe(
        "Stack from which the repository moves because its group changed: `registry` or `registry-<group>`. The next deployment removes the repository from that stack's state and imports it into its new stack. `ecr groups <environment> --write` writes this setting.",
      )
      .optional(),
  })
  .meta({ title: "Name with exceptions" });

export const importsSchema = z
  .array(z.union([z.string().meta({ title: "Name" }), withExceptions]))
  .describe(
    "Names of declared repositories that already exist in AWS. The next deployment imports them with their policies. Write `public:<name>` for a public repository. `ecr adopt` writes the list, and `ecr adopt <environment> --finish` removes the names that Terraform has imported.",
  );

export type WrittenImports = z.output<typeof importsSchema>;
