import { texts, withDefault } from "../kit/object-variable";
import { type ModuleVariables } from "../kit/module-stack";
import { roleVariables } from "../kit/role-variables";
import { DESCRIPTIONS, WORKLOAD_ROLE_DEFAULTS } from "../../src/domain/workloads/settings";

const { access } = WORKLOAD_ROLE_DEFAULTS;

const SHARED = roleVariables({
  tagged: "the role, its policy and its Pod Identity associations",
  policyNames: "Its policy has the same name.",
  inPath: "the role and its policy",
  defaults: { ...WORKLOAD_ROLE_DEFAULTS, description: "" },
});

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
export const VARIABLES: ModuleVariables = {
  ...SHARED,
  description: {
    description:
      "Description of the role and its policy: at most 1,000 characters, Latin-1 only. Defaults to null (a sentence about the workload).",
    type: "string",
    default: null,
  },
  nodes: withDefault(
    "bool",
    false,
    "Whether to create a role for EC2 instances: the node role for EKS, or the container instance role for ECS.",
  ),
  fargate_clusters: texts(
    "no clusters",
    "Names of the EKS clusters, in the provider's account and region, whose Fargate profiles may assume the role as their pod execution role.",
  ),
  ecs_task_execution: withDefault(
    "bool",
    false,
    "Whether to create a task execution role, which ECS tasks in the provider's account and region can assume.",
  ),
  service_accounts: {
    description: `Exact names of the ServiceAccounts that may assume the role in each of the \`clusters\`, for pods that push or pull images themselves, such as kaniko and BuildKit. Defaults to no ServiceAccounts.`,
    type: "list(object({\n  namespace = string\n  name      = string\n}))",
    default: [],
  },
  clusters: {
    description:
      "Clusters that contain the `service_accounts`. You can choose any keys. The keys become Sids in the trust policy, so they must differ in letters or digits. `oidc_provider_arn` is for IRSA: the ARN of the IAM OIDC provider for the cluster's issuer, in the role's account. `pod_identity_cluster` is for EKS Pod Identity: the name of the EKS cluster, in the provider's account and region. Set one of the two for each cluster, or both during a migration. Defaults to no clusters.",
    type: "map(object({\n  oidc_provider_arn    = optional(string)\n  pod_identity_cluster = optional(string)\n}))",
    default: {},
  },
  attach_to: {
    description:
      "Existing roles in the account to attach the policy to, such as the node role from an EKS module: a map of role names with any keys. The module then does not create a role. To attach the policy yourself, set this variable to `{}`. Defaults to null (the module creates a role).",
    type: "map(string)",
    default: null,
  },
  access: withDefault("string", access, `${DESCRIPTIONS.access} Only pods and existing roles can push.`),
  repositories: texts(
    "no repositories",
    "Repositories in the provider's account and region: prefixes that end in `/`, and exact names.",
  ),
  pull_repositories: texts("no repositories", DESCRIPTIONS.pullRepositories),
  import_repositories: texts(
    "no repositories",
    "Repositories in a pull-through cache that the workload pulls from or pushes to: prefixes that end in `/`, and exact names. The role may import their images from the upstream registry.",
  ),
  create_repositories: texts(
    "no repositories",
    "Repositories in a pull-through cache that the workload may create when it first pulls from them: prefixes that end in `/`, and exact names.",
  ),
  other_registries: {
    description: `${DESCRIPTIONS.otherRegistries} \`account\`: account ID, 12 digits, in quotes. \`region\`: defaults to the provider's region. \`repositories\`: prefixes that end in \`/\`, and exact names. Defaults to no registries.`,
    type: "list(object({\n  account      = string\n  region       = optional(string)\n  repositories = list(string)\n}))",
    default: [],
  },
};
