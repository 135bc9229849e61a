import { z } from "zod";
import { CI_DEFAULTS } from "./workflow-settings";
import { CI_ROLE_DEFAULTS, CI_SCANNINGS, DESCRIPTIONS } from "./role-settings";
import { tagsSchema } from "../aws/tags";
import { ROLE_LIMITS } from "../iam/role-limits";
import { DESCRIPTIONS as ROLE } from "../operator/role-settings";
import { formatError } from "../problems/schema-messages";

const branch = z.string().describe(`${DESCRIPTIONS.branch} Defaults to \`${CI_DEFAULTS.branch}\`.`).optional();

const PASTED = "You can also paste the subject of a token.";

export const ciRoleSchema = z
  .strictObject({
    github: z
      .strictObject({
        repository: z.string().describe(`${DESCRIPTIONS.githubRepository} ${PASTED}`),
        ids: z.string().describe(DESCRIPTIONS.githubIds).optional(),
        branch,
      })
      .describe("A workflow on GitHub.")
      .optional(),
    gitlab: z
      .strictObject({
        project: z.string().describe(`${DESCRIPTIONS.gitlabProject} ${PASTED}`),
        url: z.string().describe(`${DESCRIPTIONS.gitlabUrl} Defaults to \`${CI_DEFAULTS.gitlabUrl}\`.`).optional(),
        branch,
      })
      .describe("A pipeline on GitLab.")
      .optional(),
    oidcProvider: z
      .enum(["lookup", "create"])
      .describe(
        `Whether to look up the IAM OIDC provider of GitHub or GitLab (\`lookup\`) or create it (\`create\`). An account has one per issuer, which all roles share. Defaults to \`${CI_ROLE_DEFAULTS.oidcProvider}\`.`,
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
        `${DESCRIPTIONS.pullRepositories} Below the prefix of a \`registry.pullThroughCache\` rule, the role may also import images and create repositories. Defaults to none.`,
      )
      .optional(),
    scanning: z
      .enum(CI_SCANNINGS)
      .describe(
        `${DESCRIPTIONS.scanning} Defaults to the type in \`registry.scanning\`, or to \`${CI_ROLE_DEFAULTS.scanning}\` if it is not set.`,
      )
      .optional(),
    roleName: z
      .string()
      .regex(ROLE_LIMITS.name, { error: formatError("1 to 64 letters, digits and _ + = , . @ -") })
      .describe(`${ROLE.roleName} Defaults to \`<environment>-<github or gitlab>-ecr-push\`.`)
      .optional(),
    path: z
      .string()
      .regex(ROLE_LIMITS.path, { error: formatError('a path that starts and ends with "/"') })
      .max(ROLE_LIMITS.pathLength)
      .describe(`${ROLE.path} Defaults to \`${CI_ROLE_DEFAULTS.path}\`.`)
      .optional(),
    description: z
      .string()
      .max(1000)
      .describe(`${ROLE.description} Defaults to a sentence with the project and the branch.`)
      .optional(),
    permissionsBoundary: z.string().describe(ROLE.permissionsBoundary).optional(),
    maxSessionDuration: z
      .int()
      .min(ROLE_LIMITS.sessionSeconds.least)
      .max(ROLE_LIMITS.sessionSeconds.most)
      .describe(`${ROLE.maxSessionDuration} Defaults to ${CI_ROLE_DEFAULTS.maxSessionDuration}.`)
      .optional(),
    tags: tagsSchema.optional(),
  })
  .refine((role) => (role.github === undefined) !== (role.gitlab === undefined), {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) =>
      (input as { github?: object }).github === undefined
        ? "expected github or gitlab, found neither. Set the project whose workflow assumes the role, such as github: { repository: acme/api }"
        : "expected github or gitlab, found both. Create a separate role for each platform",
  })
  .describe("An IAM role for a workflow. Only one branch of one project can assume it, and it can only push images.")
  .meta({ id: "CiRole" });

export type WrittenCiRole = z.output<typeof ciRoleSchema>;
