import { CI_DEFAULTS } from "../../src/domain/ci/workflow-settings";
import { type ModuleStack, type ModuleVariable } from "../kit/module-stack";
import { roleVariables } from "../kit/role-variables";
import { lowerFirst } from "../kit/sentence";
import { CI_ROLE_RULES } from "./validations";
import { CI_ROLE_DEFAULTS, DESCRIPTIONS } from "../../src/domain/ci/role-settings";

const { branch } = CI_DEFAULTS;
const { scanning } = CI_ROLE_DEFAULTS;

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
const VARIABLES: Readonly<Record<string, Omit<ModuleVariable, "rules">>> = {
  ...roleVariables({
    tagged: "the role",
    inPath: "the role",
    defaults: { ...CI_ROLE_DEFAULTS, description: "Pushes images" },
  }),
  oidc_provider_arn: {
    description: "ARN of the IAM OIDC provider of GitHub or of the GitLab instance, in the role's account.",
    type: "string",
  },
  github: {
    description: `The GitHub workflow that may assume the role. \`repository\`: ${lowerFirst(DESCRIPTIONS.githubRepository)} \`ids\`: ${lowerFirst(DESCRIPTIONS.githubIds)} \`branch\`: ${lowerFirst(DESCRIPTIONS.branch)} Defaults to null; then \`gitlab\` is required.`,
    type: `object({\n  repository = string\n  ids        = optional(string)\n  branch     = optional(string, "${branch}")\n})`,
    default: null,
  },
  gitlab: {
    description: `The GitLab pipeline that may assume the role. \`project\`: ${lowerFirst(DESCRIPTIONS.gitlabProject)} \`branch\`: ${lowerFirst(DESCRIPTIONS.branch)} Defaults to null; then \`github\` is required.`,
    type: `object({\n  project = string\n  branch  = optional(string, "${branch}")\n})`,
    default: null,
  },
  repositories: {
    description: `${DESCRIPTIONS.repositories} At least one, in the provider's account and region.`,
    type: "list(string)",
  },
  pull_repositories: {
    description: `${DESCRIPTIONS.pullRepositories} Defaults to no repositories.`,
    type: "list(string)",
    default: [],
  },
  import_repositories: {
    description:
      "Repositories of a pull-through cache that the role pulls from or pushes to: prefixes that end in `/`, and exact names. The role may import their images from the upstream registry. Defaults to no repositories.",
    type: "list(string)",
    default: [],
  },
  create_repositories: {
    description:
      "Repositories of a pull-through cache that do not exist until the role pulls from them: prefixes that end in `/`, and exact names. Defaults to no repositories.",
    type: "list(string)",
    default: [],
  },
  scanning: {
    description: `${DESCRIPTIONS.scanning} Defaults to \`${scanning}\`.`,
    type: "string",
    default: scanning,
  },
  scanned_on_request: {
    description:
      "Repositories without scan on push, whose scans the workflow starts. Has an effect only with basic scanning. Defaults to no repositories.",
    type: "list(string)",
    default: [],
  },
};

export function addRoleVariables(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, CI_ROLE_RULES);
}
