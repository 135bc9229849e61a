import { CI_DEFAULTS } from "../ci-workflow/settings";
import { type ModuleStack, type ModuleVariable } from "../core/terraform/module-stack";
import { DESCRIPTIONS as ROLE } from "../operator-role/settings";
import { CI_ROLE_RULES } from "./module-rules";
import { CI_ROLE_DEFAULTS, DESCRIPTIONS } from "./settings";

const { branch } = CI_DEFAULTS;
const { path, maxSessionDuration, scanning } = CI_ROLE_DEFAULTS;

/** Variables in the order in which they are read; ranges are AWS's, defaults those of the environments. */
const VARIABLES: Readonly<Record<string, Omit<ModuleVariable, "rules">>> = {
  create: {
    description: "Whether the module creates anything. Defaults to `true`.",
    type: "bool",
    default: true,
  },
  tags: {
    description:
      "Tags of the role, on top of the provider's default tags: at most 50 together, keys up to 128 characters, values up to 256. Defaults to none.",
    type: "map(string)",
    default: {},
  },
  name: {
    description: `${ROLE.roleName} It has 1 to 64 letters, digits and \`_+=,.@-\`.`,
    type: "string",
  },
  path: {
    description: `${ROLE.path} It begins and ends with a slash, and has at most 512 characters. Defaults to \`${path}\`.`,
    type: "string",
    default: path,
  },
  description: {
    description: `${ROLE.description} At most 1000 characters of Latin-1. Defaults to \`Pushes images\`.`,
    type: "string",
    default: "Pushes images",
  },
  permissions_boundary: {
    description: `${ROLE.permissionsBoundary} A managed policy of the role's account, or one of AWS's own. Null, the default, is no bound.`,
    type: "string",
    default: null,
  },
  max_session_duration: {
    description: `${ROLE.maxSessionDuration} Defaults to \`${maxSessionDuration}\`.`,
    type: "number",
    default: maxSessionDuration,
  },
  oidc_provider_arn: {
    description:
      "ARN of the IAM OIDC provider of GitHub or of the GitLab, in the role's account. There is one an account for each of them.",
    type: "string",
  },
  github: {
    description: `The workflow on GitHub that assumes the role. \`repository\`: ${DESCRIPTIONS.githubRepository} \`ids\`: ${DESCRIPTIONS.githubIds} \`branch\`: ${DESCRIPTIONS.branch} It is \`${branch}\` by default. Defaults to null: a pipeline on GitLab does.`,
    type: `object({\n  repository = string\n  ids        = optional(string)\n  branch     = optional(string, "${branch}")\n})`,
    default: null,
  },
  gitlab: {
    description: `The pipeline on GitLab that assumes the role. \`project\`: ${DESCRIPTIONS.gitlabProject} \`branch\`: ${DESCRIPTIONS.branch} It is \`${branch}\` by default. Defaults to null: a workflow on GitHub does.`,
    type: `object({\n  project = string\n  branch  = optional(string, "${branch}")\n})`,
    default: null,
  },
  repositories: {
    description: `${DESCRIPTIONS.repositories} At least one, in the provider's account and region.`,
    type: "list(string)",
  },
  scanning: {
    description: `${DESCRIPTIONS.scanning} Defaults to \`${scanning}\`.`,
    type: "string",
    default: scanning,
  },
  scanned_on_request: {
    description:
      "Those of the repositories that are not scanned at the push, so that the workflow asks for the scan; it has an effect with basic scanning only. Defaults to none.",
    type: "list(string)",
    default: [],
  },
};

export function addRoleVariables(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, CI_ROLE_RULES);
}
