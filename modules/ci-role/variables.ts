import { CI_DEFAULTS } from "../../src/domain/ci/workflow-settings";
import { type ModuleStack, type ModuleVariable } from "../kit/module-stack";
import { roleVariables } from "../kit/role-variables";
import { CI_ROLE_RULES } from "./validations";
import { CI_ROLE_DEFAULTS, DESCRIPTIONS } from "../../src/domain/ci/role-settings";

const { branch } = CI_DEFAULTS;
const { scanning } = CI_ROLE_DEFAULTS;

/** Variables in the order in which they are read; ranges are AWS's, defaults those of the environments. */
const VARIABLES: Readonly<Record<string, Omit<ModuleVariable, "rules">>> = {
  ...roleVariables({
    tagged: "the role",
    nameIs: ".",
    defaults: { ...CI_ROLE_DEFAULTS, description: "Pushes images" },
  }),
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
