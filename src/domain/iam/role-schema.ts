import { ROLE_ARN } from "../aws/arn-patterns";
import { z } from "zod";
import { tagsSchema } from "../aws/tags";
import { DESCRIPTIONS } from "../operator/role-settings";
import { formatError } from "../problems/schema-messages";
import { ROLE_LIMITS } from "./role-limits";

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
export function roleFields(defaults: RoleDefaults) {
  const { path, permissionsBoundary, maxSessionDuration } = DESCRIPTIONS;
  const ofDescription = defaults.description === undefined ? "" : ` Defaults to ${defaults.description}.`;
  return {
    path: z
      .string()
      .regex(ROLE_LIMITS.path, { error: formatError('a path that starts and ends with "/"') })
      .max(ROLE_LIMITS.pathLength)
      .describe(`${path} Defaults to \`${defaults.path}\`.`)
      .optional(),
    description: z.string().max(1000).describe(`${DESCRIPTIONS.description}${ofDescription}`).optional(),
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
