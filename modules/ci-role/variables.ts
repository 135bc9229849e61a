import { CI_DEFAULTS } from "../../src/domain/ci/workflow-settings";
import { type ModuleVariables } from "../kit/module-stack";
import { fields, objectType, texts, withDefault } from "../kit/object-variable";
import { roleVariables } from "../kit/role-variables";
import { CI_ROLE_DEFAULTS, DESCRIPTIONS } from "../../src/domain/ci/role-settings";

const DEFAULT_BRANCH = `Defaults to \`${CI_DEFAULTS.branch}\` if you do not name any other runs.`;
const { scanning } = CI_ROLE_DEFAULTS;

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
export const VARIABLES: ModuleVariables = {
  ...roleVariables({
    tagged: "the role",
    inPath: "the role",
    defaults: { ...CI_ROLE_DEFAULTS, description: "Pushes images" },
  }),
  oidc_provider_arn: {
    description: "ARN of the IAM OIDC provider for the tokens' issuer, in the role's account.",
    type: "string",
  },
  github: {
    description: `The GitHub workflow that may assume the role. ${fields({
      repository: DESCRIPTIONS.githubRepository,
      ids: DESCRIPTIONS.githubIds,
      formerly: DESCRIPTIONS.formerly,
      branch: `${DESCRIPTIONS.branch} ${DEFAULT_BRANCH}`,
      branches: "Additional branches, or patterns for them.",
      tags: "Tags, or patterns for them, such as `v*`.",
      environments: DESCRIPTIONS.environment.replace("The GitHub environment whose", "GitHub environments whose"),
      pull_requests: DESCRIPTIONS.pullRequests.replace("allowBroad", "allow_broad"),
      workflow: DESCRIPTIONS.workflow,
      subjects: DESCRIPTIONS.subjects,
    })} This variable defaults to null.`,
    type: objectType({
      repository: "string",
      ids: "optional(string)",
      formerly: "optional(string)",
      branch: "optional(string)",
      ...lists("branches", "tags", "environments"),
      pull_requests: "optional(bool, false)",
      workflow: "optional(string)",
      ...lists("subjects"),
    }),
    default: null,
  },
  gitlab: {
    description: `The GitLab pipeline that may assume the role. ${fields({
      project: DESCRIPTIONS.gitlabProject,
      branch: `${DESCRIPTIONS.branch} ${DEFAULT_BRANCH}`,
      branches: "Additional branches, or patterns for them.",
      tags: "Tags, or patterns for them, such as `v*`.",
      protected_refs: DESCRIPTIONS.protectedRefs,
      deployment_tier: DESCRIPTIONS.deploymentTier,
      subjects: DESCRIPTIONS.subjects,
    })} This variable defaults to null.`,
    type: objectType({
      project: "string",
      branch: "optional(string)",
      ...lists("branches", "tags"),
      protected_refs: "optional(bool, false)",
      deployment_tier: "optional(string)",
      ...lists("subjects"),
    }),
    default: null,
  },
  oidc: {
    description:
      "Tokens from any other issuer, such as Bitbucket, CircleCI, Buildkite or Terraform Cloud. `audience`: the tokens' `aud` claim. `subjects`: the subjects that may assume the role, exactly as in the tokens' `sub` claim; `*` (any characters) and `?` (one character) are wildcards. Defaults to null.",
    type: objectType({ audience: "string", subjects: "list(string)" }),
    default: null,
  },
  access: withDefault("string", CI_ROLE_DEFAULTS.access, DESCRIPTIONS.access),
  allow_broad: withDefault("string", null, DESCRIPTIONS.allowBroad, "null"),
  repositories: {
    description: `${DESCRIPTIONS.repositories} At least one is required, in the provider's account and region.`,
    type: "list(string)",
  },
  pull_repositories: texts("no repositories", DESCRIPTIONS.pullRepositories),
  import_repositories: texts(
    "no repositories",
    "Repositories in a pull-through cache that the role pulls from or pushes to: prefixes that end in `/`, and exact names. The role may import their images from the upstream registry.",
  ),
  create_repositories: texts(
    "no repositories",
    "Repositories in a pull-through cache that the role may create when it first pulls from them: prefixes that end in `/`, and exact names.",
  ),
  signing_profiles: {
    description: `${DESCRIPTIONS.signingProfiles.replace("`access: push`", '`access = "push"`')} Defaults to no profiles.`,
    type: "list(string)",
    default: [],
  },
  scanning: withDefault("string", scanning, DESCRIPTIONS.scanning),
  scanned_on_request: texts(
    "no repositories",
    "Repositories without scan on push, whose scans the role may start. Has an effect only with basic scanning.",
  ),
};

function lists(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, "optional(list(string), [])"]));
}
