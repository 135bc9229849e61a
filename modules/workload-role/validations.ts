import { ACCOUNT_ID, REGION } from "../../src/domain/aws/arn";
import { regionExpected } from "../../src/domain/aws/region";
import { ROLE_LIMITS } from "../../src/domain/iam/role-limits";
import { EKS_NAME } from "../../src/domain/operator/eks-name";
import { MESSAGES as ROLE_MESSAGES } from "../../src/domain/operator/role-messages";
import { MESSAGES } from "../../src/domain/workloads/messages";
import { WORKLOAD_ACCESS } from "../../src/domain/workloads/settings";
import { eachOf, isOneOf, matchesRegex, rule, type Validation } from "../kit/validation";
import {
  CLUSTER_RULES,
  entryRules,
  found,
  isNotEmpty,
  ROLE_RULES,
  SERVICE_ACCOUNT_NAME_RULES,
} from "../operator-role/validations";

/** IAM's rules for roles, with a description that may be null. */
const OWN_ROLE_RULES: readonly Validation[] = ROLE_RULES.map((shared) =>
  shared.input === "description"
    ? rule(
        shared.input,
        (description) => `${description} == null || ${shared.condition(description)}`,
        ROLE_MESSAGES.description('${length(coalesce(var.description, " "))}'),
      )
    : shared,
);

const hasAccounts = "length(var.service_accounts) > 0";
const CHOSEN = `[for chosen in [var.nodes, length(var.fargate_clusters) > 0, var.ecs_task_execution, ${hasAccounts}, var.attach_to != null] : chosen if chosen]`;

/** Rules about who gets the permissions. */
const TRUST_RULES: readonly Validation[] = [
  rule(
    "nodes",
    (nodes) => `length(${CHOSEN.replace("var.nodes", nodes)}) == 1`,
    MESSAGES.oneWorkload(`\${length(${CHOSEN})}`),
  ),
  eachOf("fargate_clusters", (name) => matchesRegex(EKS_NAME, name), ROLE_MESSAGES.eksName),
  ...SERVICE_ACCOUNT_NAME_RULES,
  eachOf(
    "service_accounts",
    (account) => `length(regexall("[*?]", join("", [${account}.namespace, ${account}.name]))) == 0`,
    MESSAGES.wildcard,
    (account) => `jsonencode(join("/", [${account}.namespace, ${account}.name]))`,
  ),
  rule("clusters", (clusters) => `!(${hasAccounts}) || ${isNotEmpty(clusters)}`, MESSAGES.noClusters),
  rule("clusters", (clusters) => `length(${clusters}) == 0 || ${hasAccounts}`, MESSAGES.noAccounts),
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
  rule("access", (access) => isOneOf(WORKLOAD_ACCESS, access), MESSAGES.access(found("access"))),
  rule(
    "access",
    (access) => `${access} != "push" || ${hasAccounts} || var.attach_to != null`,
    MESSAGES.pushKind("${local.workload}"),
  ),
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
  rule(
    "other_registries",
    (registries) => `alltrue([for registry in ${registries} : ${isNotEmpty("registry.repositories")}])`,
    ROLE_MESSAGES.noManages,
  ),
  ...entryRules("other_registries", (registries) => `flatten(${registries}[*].repositories)`),
];

/** AWS's rules for the module's variables. */
export const WORKLOAD_ROLE_RULES: readonly Validation[] = [...OWN_ROLE_RULES, ...TRUST_RULES, ...PERMISSION_RULES];
