import { ACCOUNT_ID, REGION } from "../../src/domain/aws/arn";
import { regionExpected } from "../../src/domain/aws/region";
import { ROLE_LIMITS } from "../../src/domain/iam/role-limits";
import { EKS_NAME } from "../../src/domain/operator/eks-name";
import { MESSAGES as ROLE_MESSAGES } from "../../src/domain/operator/role-messages";
import { MESSAGES } from "../../src/domain/workloads/messages";
import { WORKLOAD_ACCESS } from "../../src/domain/workloads/settings";
import { eachOf, isOneOf, matchesRegex, type Validation } from "../kit/validation";
import {
  CLUSTER_RULES,
  entryRules,
  found,
  isNotEmpty,
  ROLE_RULES,
  SERVICE_ACCOUNT_NAME_RULES,
} from "../operator-role/validations";

/** IAM's rules for roles, with a description that may be null. */
const OWN_ROLE_RULES: readonly Validation[] = ROLE_RULES.map((rule) => {
  if (rule.input !== "description") return rule;
  return {
    input: rule.input,
    condition: (description) => `${description} == null || ${rule.condition(description)}`,
    message: ROLE_MESSAGES.description('${length(coalesce(var.description, " "))}'),
  };
});

const hasAccounts = "length(var.service_accounts) > 0";
const CHOSEN = `[for chosen in [var.nodes, length(var.fargate_clusters) > 0, var.ecs_task_execution, ${hasAccounts}, var.attach_to != null] : chosen if chosen]`;

/** Rules about who gets the permissions. */
const TRUST_RULES: readonly Validation[] = [
  {
    input: "nodes",
    condition: (nodes) => `length(${CHOSEN.replace("var.nodes", nodes)}) == 1`,
    message: MESSAGES.oneWorkload(`\${length(${CHOSEN})}`),
  },
  eachOf("fargate_clusters", (name) => matchesRegex(EKS_NAME, name), ROLE_MESSAGES.eksName),
  ...SERVICE_ACCOUNT_NAME_RULES,
  eachOf(
    "service_accounts",
    (account) => `length(regexall("[*?]", join("", [${account}.namespace, ${account}.name]))) == 0`,
    MESSAGES.wildcard,
    (account) => `jsonencode(join("/", [${account}.namespace, ${account}.name]))`,
  ),
  {
    input: "clusters",
    condition: (clusters) => `!(${hasAccounts}) || ${isNotEmpty(clusters)}`,
    message: MESSAGES.noClusters,
  },
  {
    input: "clusters",
    condition: (clusters) => `length(${clusters}) == 0 || ${hasAccounts}`,
    message: MESSAGES.noAccounts,
  },
  ...CLUSTER_RULES,
  eachOf(
    "attach_to",
    (name) => matchesRegex(ROLE_LIMITS.name, name),
    MESSAGES.role,
    undefined,
    (roles) => `try(values(${roles}), [])`,
  ),
];

/** Rules about the permissions. */
const PERMISSION_RULES: readonly Validation[] = [
  {
    input: "access",
    condition: (access) => isOneOf(WORKLOAD_ACCESS, access),
    message: MESSAGES.access(found("access")),
  },
  {
    input: "access",
    condition: (access) => `${access} != "push" || ${hasAccounts} || var.attach_to != null`,
    message: MESSAGES.pushKind("${local.workload}"),
  },
  ...entryRules("repositories"),
  ...entryRules("pull_repositories"),
  ...entryRules("import_repositories"),
  ...entryRules("create_repositories"),
  eachOf(
    "other_registries",
    (registry) => matchesRegex(ACCOUNT_ID, `${registry}.account`),
    MESSAGES.account,
    (registry) => `jsonencode(${registry}.account)`,
  ),
  eachOf(
    "other_registries",
    (registry) => `${registry}.region == null || ${matchesRegex(REGION, `${registry}.region`)}`,
    regionExpected,
    (registry) => `jsonencode(${registry}.region)`,
  ),
  {
    input: "other_registries",
    condition: (registries) => `alltrue([for registry in ${registries} : ${isNotEmpty("registry.repositories")}])`,
    message: ROLE_MESSAGES.noManages,
  },
  ...entryRules("other_registries", (registries) => `flatten(${registries}[*].repositories)`),
];

/** AWS's rules for the module's variables. */
export const WORKLOAD_ROLE_RULES: readonly Validation[] = [...OWN_ROLE_RULES, ...TRUST_RULES, ...PERMISSION_RULES];
