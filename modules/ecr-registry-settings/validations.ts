import { ACCOUNT_ID, REGION } from "../../src/domain/aws/arn";
import { oneOf } from "../../src/domain/problems/problem";
import { EXPECTED, REPLICATION_PREFIX, SCANNING_FILTER } from "../../src/domain/registry/patterns";
import {
  BLOB_MOUNTINGS,
  POLICY_SCOPES,
  REGISTRY_LIMITS,
  SCAN_FREQUENCIES,
  SCAN_TYPES,
  SCAN_VERSIONS,
} from "../../src/domain/registry/settings";
import { REPOSITORY_POLICY_LENGTH } from "../../src/domain/repository-policy/schema";
import { eachStatement, EXPOSURE_RULES, statements } from "../ecr-repository/repository-policy-validations";
import { isOneOf, matchesRegex, negated, rule, type Validation } from "../kit/validation";
import { CACHE_RULES } from "./cache-validations";
import { matchesSized } from "./entry-rules";
import { ALARM_RULES } from "./quota-alarm-resources";
import { KEY_RULES } from "./registry-key";
import { TEMPLATE_ROLE_RULES } from "./template-role";
import { TEMPLATE_RULES } from "./template-validations";

const LIMITS = REGISTRY_LIMITS;

/** Whether a list has 1 to `most` entries, as an expression. */
function hasEntries(list: string, most: number): string {
  return `length(${list}) >= 1 && length(${list}) <= ${most}`;
}

/**
 * A rule for each entry of a list in an input. The message has the numbers of the entries that fail.
 * @param list the list, as an expression of the input
 * @param holds the condition, as an expression of `rule` and its `index`
 */
function eachRule(input: string, list: (value: string) => string, holds: string, message: string): Validation {
  const failing = (value: string): string => `[for index, rule in ${list(value)} : index + 1 if ${negated(holds)}]`;
  return rule(
    input,
    (value) => `length(${failing(value)}) == 0`,
    `Rule \${join(", ", ${failing(`var.${input}`)})}: ${message}`,
  );
}

const scanningRules = (scanning: string): string => `try(${scanning}.rules, [])`;
const replicationRules = (replication: string): string => `coalesce(${replication}, [])`;
const ofScanning = (holds: string, message: string): Validation => eachRule("scanning", scanningRules, holds, message);
const ofReplication = (holds: string, message: string): Validation =>
  eachRule("replication", replicationRules, holds, message);

const SCANNING_RULES: readonly Validation[] = [
  rule(
    "scanning",
    (scanning) => `${scanning} == null ? true : ${isOneOf(SCAN_TYPES, `${scanning}.scan_type`)}`,
    `The scan_type must be ${oneOf(SCAN_TYPES)}`,
  ),
  rule(
    "scanning",
    (scanning) => `length(${scanningRules(scanning)}) <= ${LIMITS.scanningRules}`,
    `At most ${LIMITS.scanningRules} scanning rules are allowed`,
  ),
  ofScanning(isOneOf(SCAN_FREQUENCIES, "rule.scan_frequency"), `scan_frequency must be ${oneOf(SCAN_FREQUENCIES)}`),
  ofScanning(
    'rule.scan_frequency != "CONTINUOUS_SCAN" || try(var.scanning.scan_type, "") != "BASIC"',
    "scan_type BASIC requires scan_frequency SCAN_ON_PUSH. Use SCAN_ON_PUSH, or set scan_type to ENHANCED",
  ),
  ofScanning(
    `length([for other in ${scanningRules("var.scanning")} : other if other.scan_frequency == rule.scan_frequency]) == 1`,
    "only one rule can have this scan_frequency. Merge the filters into one rule",
  ),
  ofScanning(
    hasEntries("rule.repository_filters", LIMITS.filtersOfARule),
    `repository_filters must have 1 to ${LIMITS.filtersOfARule} entries`,
  ),
  ofScanning(
    `alltrue([for filter in rule.repository_filters : ${matchesSized(SCANNING_FILTER, "filter")}])`,
    `each entry of repository_filters must be ${EXPECTED.scanningFilter}`,
  ),
];

const DESTINATION = 'join("/", [coalesce(destination.account, "own"), destination.region])';
const destinationsOf = (list: string): string => `[for destination in ${list} : ${DESTINATION}]`;

const REPLICATION_RULES: readonly Validation[] = [
  rule(
    "replication",
    (replication) => `${replication} == null ? true : ${hasEntries(replication, LIMITS.replicationRules)}`,
    `The replication configuration must have 1 to ${LIMITS.replicationRules} rules`,
  ),
  rule(
    "replication",
    (replication) =>
      `length(distinct(flatten([for rule in ${replicationRules(replication)} : ${destinationsOf("rule.destinations")}]))) <= ${LIMITS.replicationDestinations}`,
    `At most ${LIMITS.replicationDestinations} different destinations across all replication rules are allowed`,
  ),
  ofReplication("length(rule.destinations) >= 1", "destinations must have at least 1 entry"),
  ofReplication(
    `length(distinct(${destinationsOf("rule.destinations")})) == length(rule.destinations)`,
    "each destination must be listed once",
  ),
  ofReplication(
    `alltrue([for destination in rule.destinations : ${matchesRegex(REGION, "destination.region")}])`,
    'each region must be the name of an AWS region, such as "eu-central-1"',
  ),
  ofReplication(
    `alltrue([for destination in rule.destinations : destination.account == null ? true : ${matchesRegex(ACCOUNT_ID, "destination.account")}])`,
    "each account must be an account ID of 12 digits",
  ),
  ofReplication(
    `rule.repository_prefixes == null ? true : ${hasEntries("rule.repository_prefixes", LIMITS.filtersOfARule)}`,
    `repository_prefixes must have 1 to ${LIMITS.filtersOfARule} entries. To replicate all repositories, leave out repository_prefixes`,
  ),
  ofReplication(
    `alltrue([for prefix in coalesce(rule.repository_prefixes, []) : ${matchesSized(REPLICATION_PREFIX, "prefix")}])`,
    `each entry of repository_prefixes must be ${EXPECTED.replicationPrefix}`,
  ),
];

const POLICY_RULES: readonly Validation[] = [
  rule(
    "policy",
    (policy) => `${policy} == null || length(${statements(policy)}) > 0`,
    "The policy must be a policy document in JSON with at least 1 statement. Write it with jsonencode",
  ),
  rule(
    "policy",
    eachStatement("can(statement.Resource)"),
    "Each statement of the policy must name the repositories in Resource",
  ),
  ...EXPOSURE_RULES.map((each) => ({ ...each, input: "policy" })),
  rule(
    "policy",
    (policy) => `try(length(jsonencode(jsondecode(${policy}))), 0) <= ${REPOSITORY_POLICY_LENGTH}`,
    `The registry policy must have at most ${REPOSITORY_POLICY_LENGTH} characters of compact JSON. Merge statements`,
  ),
];

const setting = (name: string, values: readonly string[]): Validation =>
  rule(
    "account_settings",
    (settings) => `${settings}.${name} == null ? true : ${isOneOf(values, `${settings}.${name}`)}`,
    `The ${name} must be ${oneOf(values)}`,
  );

const ACCOUNT_RULES: readonly Validation[] = [
  setting("registry_policy_scope", POLICY_SCOPES),
  setting("basic_scan_type_version", SCAN_VERSIONS),
  setting("blob_mounting", BLOB_MOUNTINGS),
];

/** AWS's rules for the settings that depend on neither the account nor the region. */
export const REGISTRY_RULES: readonly Validation[] = [
  ...SCANNING_RULES,
  ...REPLICATION_RULES,
  ...POLICY_RULES,
  ...ACCOUNT_RULES,
  ...CACHE_RULES,
  ...KEY_RULES,
  ...ALARM_RULES,
  ...TEMPLATE_RULES,
  ...TEMPLATE_ROLE_RULES,
];
