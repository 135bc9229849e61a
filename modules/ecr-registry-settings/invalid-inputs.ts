import { TEST_LOCATION, refusedValue as rejected, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";
import { INVALID_TEMPLATES } from "./invalid-template-inputs";

const { account, region } = TEST_LOCATION;
const ROLE = `arn:aws:iam::${account}:role/ecr`;
const SECRET = `arn:aws:secretsmanager:${region}:${account}:secret:ecr-pullthroughcache/hub-AbCdEf`;
const OTHER_ECR = `444455556666.dkr.ecr.${region}.amazonaws.com`;

const scanning = (title: string, words: string, value: ModuleDocument): InvalidInput =>
  rejected("scanning", title, words, { scan_type: "ENHANCED", rules: [], ...value });
const scanned = (scan_frequency: string, ...repository_filters: readonly string[]) => ({
  scan_frequency,
  repository_filters,
});

const replicated = (title: string, words: string, ...rules: readonly ModuleDocument[]): InvalidInput =>
  rejected(
    "replication",
    title,
    words,
    rules.map((rule) => ({ destinations: [{ region: "eu-central-1" }], ...rule })),
  );

const policy = (title: string, words: string, statement: ModuleDocument): InvalidInput =>
  rejected(
    "policy",
    title,
    words,
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: account }, Action: "ecr:ReplicateImage", Resource: "*", ...statement },
      ],
    }),
  );

const cache = (title: string, words: string, rule: ModuleDocument, prefix = "quay"): InvalidInput =>
  rejected("pull_through_cache", title, words, { [prefix]: { upstream_registry_url: "quay.io", ...rule } });
const elsewhere = (title: string, words: string, rule: ModuleDocument): InvalidInput => ({
  ...cache(title, words, rule),
  rejectedBy: "aws_ecr_pull_through_cache_rule.this",
});

const key = (title: string, words: string, value: ModuleDocument): InvalidInput =>
  rejected("key", title, words, { alias: "alias/ecr", ...value });

const TOPIC = `arn:aws:sns:${region}:${account}:operations`;
const alarms = (title: string, words: string, value: ModuleDocument): InvalidInput =>
  rejected("quota_alarms", title, words, { topic: TOPIC, ...value });

/** Inputs that the module and an environment reject, in addition to those of repositories. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  scanning("an unknown scanner", "scan_type must be", { scan_type: "CLAIR" }),
  scanning("three scanning rules", "at most 2 scanning rules", {
    rules: [scanned("SCAN_ON_PUSH", "a"), scanned("CONTINUOUS_SCAN", "b"), scanned("SCAN_ON_PUSH", "c")],
  }),
  scanning("an unknown frequency", "scan_frequency must be", { rules: [scanned("MANUAL", "*")] }),
  scanning("continuous scans without Inspector", "scan_type BASIC requires scan_frequency SCAN_ON_PUSH", {
    scan_type: "BASIC",
    rules: [scanned("CONTINUOUS_SCAN", "*")],
  }),
  scanning("a frequency twice", "only one rule can have this scan_frequency", {
    rules: [scanned("SCAN_ON_PUSH", "a"), scanned("SCAN_ON_PUSH", "b")],
  }),
  scanning("no filters", "repository_filters must have 1 to 100 entries", { rules: [scanned("SCAN_ON_PUSH")] }),
  scanning("a filter with a capital", "each entry of repository_filters must be a filter of lowercase letters", {
    rules: [scanned("SCAN_ON_PUSH", "Team/*")],
  }),
  replicated("no replication rules", "must have 1 to 10 rules"),
  replicated(
    "26 destinations",
    "at most 25 different destinations",
    ...[0, 13].map((first) => ({
      destinations: Array.from({ length: 13 }, (_, index) => ({
        region: "eu-central-1",
        account: String(first + index).padStart(12, "1"),
      })),
    })),
  ),
  replicated("no destinations", "destinations must have at least 1 entry", { destinations: [] }),
  replicated("a destination twice", "each destination must be listed once", {
    destinations: [{ region: "eu-central-1" }, { region: "eu-central-1" }],
  }),
  replicated("a country instead of a region", "each region must be the name of an AWS region", {
    destinations: [{ region: "germany" }],
  }),
  replicated("a short account ID", "each account must be an account ID of 12 digits", {
    destinations: [{ region: "eu-central-1", account: "1111" }],
  }),
  replicated("an empty list of prefixes", "repository_prefixes must have 1 to 100 entries", {
    repository_prefixes: [],
  }),
  replicated("a wildcard in a prefix", "each entry of repository_prefixes must be a prefix of repository names", {
    repository_prefixes: ["team/*"],
  }),
  {
    ...replicated("replication to the registry itself", "is the registry itself", { destinations: [{ region }] }),
    rejectedBy: "aws_ecr_replication_configuration.this",
  },
  {
    ...replicated("replication to another partition", "does not replicate between partitions", {
      destinations: [{ region: "cn-north-1" }],
    }),
    rejectedBy: "aws_ecr_replication_configuration.this",
  },
  policy("a policy for everyone", 'Principal "*" without a Condition allows every AWS account', { Principal: "*" }),
  rejected("account_settings", "an unknown policy scope", "policy_scope must be", { registry_policy_scope: "V3" }),
  rejected("account_settings", "an unknown scanner version", "basic_scan_type_version must be", {
    basic_scan_type_version: "TRIVY",
  }),
  {
    ...rejected(
      "pull_through_cache",
      "51 caches",
      "at most 50 pull-through cache rules",
      Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`quay${n}`, { upstream_registry_url: "quay.io" }])),
    ),
    written: {
      pull_through_cache: '${{ for number in range(51) : "quay${number}" => { upstream_registry_url = "quay.io" } }}',
    },
  },
  cache("a cache prefix with a capital", "the key must be a prefix of 2 to 30", {}, "Quay"),
  cache("a long cache prefix", "the key must be a prefix of 2 to 30", {}, "q".repeat(31)),
  cache("an upstream with its scheme", "upstream_registry_url must be a host name", {
    upstream_registry_url: "https://quay.io",
  }),
  cache("a secret with another name", "credential_arn must be a secret's ARN", {
    credential_arn: SECRET.replace("ecr-pullthroughcache", "hub"),
  }),
  cache("a secret's name without the prefix", "secret must be a secret's name that begins with", { secret: "hub" }),
  cache("a secret twice", "only one of credential_arn and secret", {
    credential_arn: SECRET,
    secret: "ecr-pullthroughcache/hub",
  }),
  cache("Docker Hub without a secret", "requires secret", { upstream_registry_url: "registry-1.docker.io" }),
  cache("Azure without a secret", "requires secret", { upstream_registry_url: "acme.azurecr.io" }),
  cache("a role without an ARN", "custom_role_arn must be the ARN of an IAM role", {
    upstream_registry_url: OTHER_ECR,
    custom_role_arn: "ecr",
  }),
  cache("a role for a public registry", "only ECR registries in other accounts need custom_role_arn", {
    custom_role_arn: ROLE,
  }),
  cache("an upstream prefix with a capital", "upstream_repository_prefix must be a prefix", {
    upstream_registry_url: OTHER_ECR,
    custom_role_arn: ROLE,
    upstream_repository_prefix: "Team",
  }),
  cache(
    "ROOT with another upstream prefix",
    "upstream_repository_prefix must also be ROOT",
    { upstream_registry_url: OTHER_ECR, custom_role_arn: ROLE, upstream_repository_prefix: "team" },
    "ROOT",
  ),
  elsewhere("a cache of the registry itself", "must not be this registry", {
    upstream_registry_url: `${account}.dkr.ecr.${region}.amazonaws.com`,
  }),
  elsewhere("a secret in another region", "the secret must be in account 111122223333 and region eu-west-1", {
    upstream_registry_url: "ghcr.io",
    credential_arn: SECRET.replace(region, "us-east-1"),
  }),
  elsewhere("another account's registry without a role", "in another account requires custom_role_arn", {
    upstream_registry_url: OTHER_ECR,
  }),
  elsewhere("another account's role", "custom_role_arn must be a role in the registry's account", {
    upstream_registry_url: OTHER_ECR,
    custom_role_arn: ROLE.replace(account, "444455556666"),
  }),
  rejected("account_settings", "an unknown mounting", "blob_mounting must be", { blob_mounting: "SOMETIMES" }),
  key("an alias without alias/", "The alias of the key must be alias/<name>", { alias: "ecr" }),
  key("an alias of AWS", "The alias of the key must be alias/<name>", { alias: "alias/aws/ecr" }),
  key("a short rotation", "rotation_period_in_days must be a whole number from 90", { rotation_period_in_days: 30 }),
  key("half a day", "deletion_window_in_days must be a whole number from 7", { deletion_window_in_days: 7.5 }),
  alarms("a topic's name", "must be the ARN of a standard SNS topic", { topic: "operations" }),
  alarms("a percentage above 100", "The percent of quota_alarms must be", { percent: 101 }),
  alarms("a quota for another action", "The quotas of quota_alarms must be", { quotas: { DescribeImages: 5 } }),
  {
    ...alarms("a topic in another region", "must be in account", { topic: TOPIC.replace(region, "us-east-1") }),
    rejectedBy: "aws_cloudwatch_metric_alarm.this",
  },
  ...INVALID_TEMPLATES,
];

/** Inputs that only the module has to check, because an environment's schema rejects them earlier. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  rejected("policy", "a policy that is not JSON", "must be a policy document in JSON", "everyone"),
  rejected(
    "policy",
    "a statement without Resource",
    "must name the repositories in Resource",
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "ecr:ReplicateImage" }] }),
  ),
  policy("a policy for everyone else", "NotPrincipal with Allow grants access to everyone else", {
    NotPrincipal: { AWS: account },
  }),
  {
    ...policy("a long registry policy", "must have at most 10240 characters", { Sid: "x".repeat(10_240) }),
    written: {
      policy:
        '${jsonencode({ Statement = [{ Sid = format("%010240d", 0), Effect = "Deny", Principal = { AWS = "111122223333" }, Action = "ecr:*", Resource = "*" }] })}',
    },
  },
];
