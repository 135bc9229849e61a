import { z } from "zod";
import { formatError } from "../problems/schema-messages";
import { RUN_PHASES } from "./other-platforms";
import { DESCRIPTIONS } from "./role-settings";
import { branch, tag } from "./source-schemas";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const uuid = z.string().regex(UUID, {
  error: formatError('a UUID in lowercase without braces, such as "8b9e1d2c-1f0e-4b7a-9c3d-5a6b7c8d9e0f"'),
});
const slug = z.string().regex(/^[A-Za-z0-9_.-]+$/, { error: formatError('a name as in the URL, such as "acme"') });
/** Names that may contain spaces. They become part of a subject, in which ":" separates the parts. */
const name = z.string().regex(/^[A-Za-z0-9_-](?:[A-Za-z0-9_ -]*[A-Za-z0-9_-])?$/, {
  error: formatError("a name with only letters, digits, spaces, - and _"),
});

const AUDIENCES = { buildkite: "sts.amazonaws.com", terraformCloud: "aws.workload.identity" } as const;

export const bitbucketSchema = z
  .strictObject({
    workspace: slug.describe("Name of the workspace, as in its URL."),
    workspaceUuid: uuid.describe("UUID of the workspace, without braces. It is part of the audience."),
    repositoryUuid: uuid.describe("UUID of the repository, without braces."),
    environmentUuid: z
      .union([uuid.meta({ title: "One ID" }), z.array(uuid).min(1).meta({ title: "List of IDs" })])
      .describe(
        "UUID of the deployment environment that steps must deploy to. By default, the role trusts steps without a deployment environment, on any branch. A role that pushes then needs `allowBroad`.",
      )
      .optional(),
  })
  .describe("Steps in a Bitbucket repository. Their tokens do not contain a branch.");

export const circleciSchema = z
  .strictObject({
    organization: uuid.describe("UUID of the organization, which is also the audience."),
    project: uuid.describe("UUID of the project."),
    origin: z
      .string()
      .regex(/^[a-z0-9.-]+(?:\/[A-Za-z0-9_.-]+)+$/, {
        error: formatError('a repository such as "github.com/acme/api"'),
      })
      .describe("The repository without `https://`, such as `github.com/acme/api`."),
    branch,
    tag,
  })
  .describe("Jobs in a CircleCI project that present `CIRCLE_OIDC_TOKEN_V2`.");

export const buildkiteSchema = z
  .strictObject({
    organization: slug.describe("Slug of the organization."),
    pipeline: slug.describe("Slug of the pipeline."),
    branch,
    tag,
    step: slug.describe("Key of the step whose jobs may assume the role. Defaults to any step.").optional(),
    audience: z
      .string()
      .describe(`The audience that the job requests. Defaults to \`${AUDIENCES.buildkite}\`.`)
      .default(AUDIENCES.buildkite),
  })
  .describe("Jobs in a Buildkite pipeline.");

export const terraformCloudSchema = z
  .strictObject({
    organization: name.describe("Name of the organization."),
    project: name.describe("Name of the project."),
    workspace: name.describe("Name of the workspace."),
    phase: z
      .union([
        z.enum(RUN_PHASES).meta({ title: "One phase" }),
        z.array(z.enum(RUN_PHASES)).min(1).meta({ title: "List of phases" }),
      ])
      .describe(
        "The run phase whose token may assume the role: `apply`, `plan`, or a list with both. A role that pushes needs `allowBroad` for `plan`, because pull requests also start plans. Defaults to `apply`.",
      )
      .default("apply"),
    host: z
      .string()
      .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, { error: formatError('a host name such as "tfe.example.com"') })
      .describe("Host name of a Terraform Enterprise instance. Defaults to `app.terraform.io`.")
      .optional(),
    audience: z
      .string()
      .describe(`The audience of the tokens. Defaults to \`${AUDIENCES.terraformCloud}\`.`)
      .default(AUDIENCES.terraformCloud),
  })
  .describe("Runs in a workspace on HCP Terraform (Terraform Cloud) or Terraform Enterprise.");

export const oidcSchema = z
  .strictObject({
    issuer: z
      .string()
      .describe("URL of the issuer, exactly as in the tokens' `iss` claim: `https://oidc.example.com`."),
    audience: z.string().describe("The tokens' `aud` claim."),
    subjects: z
      .array(z.string())
      .min(1)
      .describe(DESCRIPTIONS.subjects.replace("Additional subjects", "The subjects that may assume the role")),
  })
  .describe("Tokens from any other OIDC issuer.");
