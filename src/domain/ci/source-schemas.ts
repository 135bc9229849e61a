import { z } from "zod";
import { DESCRIPTIONS } from "./role-settings";
import { TIERS } from "./source-grammar";
import { CI_DEFAULTS } from "./workflow-settings";

/** A name, a pattern, or a list of both. */
export const names = z.union([
  z.string().meta({ title: "One name" }),
  z.array(z.string()).min(1).meta({ title: "List of names" }),
]);

const PASTED = "You can also paste the subject of a token.";
const WITHOUT_RUNS = `Defaults to \`${CI_DEFAULTS.branch}\` if you do not name any other runs.`;

export const branch = names.describe(`${DESCRIPTIONS.branch} ${WITHOUT_RUNS}`).optional();
export const tag = names.describe(DESCRIPTIONS.tag).optional();

const subjects = z.array(z.string()).min(1).describe(DESCRIPTIONS.subjects).optional();

export const githubSchema = z
  .strictObject({
    repository: z.string().describe(`${DESCRIPTIONS.githubRepository} ${PASTED}`),
    ids: z.string().describe(DESCRIPTIONS.githubIds).optional(),
    formerly: z.string().describe(DESCRIPTIONS.formerly).optional(),
    branch,
    tag,
    environment: names.describe(DESCRIPTIONS.environment).optional(),
    pullRequests: z.boolean().describe(`${DESCRIPTIONS.pullRequests} Defaults to \`false\`.`).optional(),
    workflow: z.string().describe(DESCRIPTIONS.workflow).optional(),
    subjects,
    url: z.string().describe(`${DESCRIPTIONS.githubUrl} Defaults to github.com.`).optional(),
  })
  .describe("A workflow on GitHub.");

export const gitlabSchema = z
  .strictObject({
    project: z.string().describe(`${DESCRIPTIONS.gitlabProject} ${PASTED}`),
    url: z.string().describe(`${DESCRIPTIONS.gitlabUrl} Defaults to \`${CI_DEFAULTS.gitlabUrl}\`.`).optional(),
    branch,
    tag,
    protectedRefs: z.boolean().describe(`${DESCRIPTIONS.protectedRefs} Defaults to \`false\`.`).optional(),
    deploymentTier: z.enum(TIERS).describe(DESCRIPTIONS.deploymentTier).optional(),
    subjects,
  })
  .describe("A pipeline on GitLab.");
