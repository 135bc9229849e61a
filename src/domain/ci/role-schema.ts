import { z } from "zod";
import { CI_ACCESS } from "./breadth";
import { bitbucketSchema, buildkiteSchema, circleciSchema, oidcSchema, terraformCloudSchema } from "./platform-schemas";
import { githubSchema, gitlabSchema } from "./source-schemas";
import { EXPECTED_PROFILE } from "./role-messages";
import { CI_ROLE_DEFAULTS, CI_SCANNINGS, DESCRIPTIONS } from "./role-settings";
import { SIGNING_PROFILE } from "./signing";
import { roleFields, roleNameSchema } from "../iam/role-schema";
import { DESCRIPTIONS as ROLE } from "../operator/role-settings";
import { oneOf } from "../problems/problem";
import { formatError } from "../problems/schema-messages";

/** Platforms whose workflows may assume a role. Each role has exactly one. */
const PLATFORMS = {
  github: githubSchema.optional(),
  gitlab: gitlabSchema.optional(),
  bitbucket: bitbucketSchema.optional(),
  circleci: circleciSchema.optional(),
  buildkite: buildkiteSchema.optional(),
  terraformCloud: terraformCloudSchema.optional(),
  oidc: oidcSchema.optional(),
} as const;
export type RolePlatform = keyof typeof PLATFORMS;
export const ROLE_PLATFORMS = Object.keys(PLATFORMS) as readonly RolePlatform[];

export const ciRoleSchema = z
  .strictObject({
    ...PLATFORMS,
    access: z.enum(CI_ACCESS).describe(`${DESCRIPTIONS.access} Defaults to \`${CI_ROLE_DEFAULTS.access}\`.`).optional(),
    allowBroad: z.string().min(1).describe(DESCRIPTIONS.allowBroad).optional(),
    oidcProvider: z
      .enum(["lookup", "create"])
      .describe(
        `Whether to look up the IAM OIDC provider of the tokens' issuer (\`lookup\`) or create it (\`create\`). An account can have only one provider per issuer, which all roles share. Defaults to \`${CI_ROLE_DEFAULTS.oidcProvider}\`.`,
      )
      .optional(),
    repositories: z
      .array(z.string().min(1))
      .min(1)
      .describe(`${DESCRIPTIONS.repositories} Defaults to all repositories in the environment.`)
      .optional(),
    pullRepositories: z
      .array(z.string().min(1))
      .describe(
        `${DESCRIPTIONS.pullRepositories} Under the prefix of a \`registry.pullThroughCache\` rule, the role may also import images and create repositories. Defaults to none.`,
      )
      .optional(),
    signingProfiles: z
      .array(z.string().regex(SIGNING_PROFILE, { error: formatError(EXPECTED_PROFILE) }))
      .min(1)
      .describe(`${DESCRIPTIONS.signingProfiles} Defaults to none.`)
      .optional(),
    scanning: z
      .enum(CI_SCANNINGS)
      .describe(
        `${DESCRIPTIONS.scanning} Defaults to the type in \`registry.scanning\`, or to \`${CI_ROLE_DEFAULTS.scanning}\` if \`registry.scanning\` is not set.`,
      )
      .optional(),
    roleName: roleNameSchema
      .describe(`${ROLE.roleName} Defaults to \`<environment>-<platform>-ecr-<access>\`.`)
      .optional(),
    ...roleFields({ ...CI_ROLE_DEFAULTS, description: "a sentence that names the project and the runs" }),
  })
  .refine((role) => platformsOf(role).length === 1, {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) =>
      platformsOf(input as object).length === 0
        ? `expected ${oneOf(ROLE_PLATFORMS)}, found none. Set the project whose workflow assumes the role, such as github: { repository: acme/api }`
        : `expected one of ${oneOf(ROLE_PLATFORMS)}, found ${oneOf(platformsOf(input as object), "and")}. Create a separate role for each platform`,
  })
  .describe("An IAM role for a workflow. Only the named runs of one project can assume the role.")
  .meta({ id: "CiRole" });

function platformsOf(role: object): string[] {
  return ROLE_PLATFORMS.filter((platform) => platform in role);
}

/** The platform of a valid role. */
export function platformOf(role: WrittenCiRole): RolePlatform {
  return ROLE_PLATFORMS.find((platform) => role[platform] !== undefined) ?? "oidc";
}

export type WrittenCiRole = z.output<typeof ciRoleSchema>;
