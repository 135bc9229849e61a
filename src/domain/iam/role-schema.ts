import { ROLE_ARN } from "../aws/arn-patterns";
import { z } from "zod";
import { tagsSchema } from "../aws/tags";
import { formatError } from "../problems/schema-messages";
import { ROLE_LIMITS } from "./role-limits";

/** Descriptions of the settings that every role has, without what they default to. */
export interface RoleDescriptions {
  readonly path: string;
  readonly description: string;
  readonly permissionsBoundary: string;
  readonly maxSessionDuration: string;
}

/** Defaults of a kind of role, for the descriptions. */
export interface RoleDefaults {
  readonly path: string;
  readonly maxSessionDuration: number;
  /** `a sentence about the workload`. @default - not mentioned */
  readonly description?: string;
}

/** A role's name, with its limits. */
export const roleNameSchema = z
  .string()
  .regex(ROLE_LIMITS.name, { error: formatError("1 to 64 letters, digits and _ + = , . @ -") });

/** The settings that every role has, as keys of a mapping. */
export function roleFields(descriptions: RoleDescriptions, defaults: RoleDefaults) {
  const { path, description, permissionsBoundary, maxSessionDuration } = descriptions;
  const described =
    defaults.description === undefined ? description : `${description} Defaults to ${defaults.description}.`;
  return {
    path: z
      .string()
      .regex(ROLE_LIMITS.path, { error: formatError('a path that starts and ends with "/"') })
      .max(ROLE_LIMITS.pathLength)
      .describe(`${path} Defaults to \`${defaults.path}\`.`)
      .optional(),
    description: z.string().max(1000).describe(described).optional(),
    permissionsBoundary: z.string().describe(permissionsBoundary).optional(),
    maxSessionDuration: z
      .int()
      .min(ROLE_LIMITS.sessionSeconds.least)
      .max(ROLE_LIMITS.sessionSeconds.most)
      .describe(`${maxSessionDuration} Defaults to ${defaults.maxSessionDuration}.`)
      .optional(),
    tags: tagsSchema.optional(),
  };
}

/** ARN of an IAM role to assume. */
export const roleArnSchema = z.string().regex(ROLE_ARN, {
  error: formatError("the ARN of an IAM role (arn:aws:iam::<account>:role/<name>)"),
});
