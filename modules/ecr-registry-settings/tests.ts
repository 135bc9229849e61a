import { mockedAws, refusedRuns, run, testFile } from "../kit/terraform-test";
import { type ModuleDocument } from "../kit/module-definition";
import { INVALID_INPUTS, MODULE_ONLY_INVALID_INPUTS } from "./invalid-inputs";
import { AS_REPOSITORY } from "./invalid-template-inputs";
import { TEST_LOCATION } from "../kit/invalid-input";

const { account, region } = TEST_LOCATION;

const SECRET = `arn:aws:secretsmanager:${region}:${account}:secret:ecr-pullthroughcache/hub-AbCdEf`;

const MOCKED = mockedAws(TEST_LOCATION, { data: { aws_secretsmanager_secret: { defaults: { arn: SECRET } } } });

const ROLE = `arn:aws:iam::${account}:role/ecr`;
const THEIRS = `444455556666.dkr.ecr.${region}.amazonaws.com`;

/** Inputs with every setting. */
export const EVERY_SETTING = {
  account_settings: { registry_policy_scope: "V2" },
  scanning: {
    scan_type: "ENHANCED",
    rules: [
      { scan_frequency: "CONTINUOUS_SCAN", repository_filters: ["prod/*", "shared/*"] },
      { scan_frequency: "SCAN_ON_PUSH", repository_filters: ["*"] },
    ],
  },
  replication: [
    {
      destinations: [{ region: "us-east-2" }, { region, account: "444455556666" }],
      repository_prefixes: ["team/"],
    },
    { destinations: [{ region: "us-west-2" }] },
  ],
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::444455556666:root" },
        Action: ["ecr:ReplicateImage"],
        Resource: `arn:aws:ecr:${region}:${account}:repository/*`,
      },
    ],
  }),
  pull_through_cache: {
    quay: { upstream_registry_url: "quay.io" },
    hub: { upstream_registry_url: "registry-1.docker.io", secret: "ecr-pullthroughcache/hub" },
    theirs: { upstream_registry_url: THEIRS, custom_role_arn: ROLE, upstream_repository_prefix: "ROOT" },
  },
  creation_templates: {
    quay: {
      applied_for: ["PULL_THROUGH_CACHE"],
      encryption_configuration: { encryption_type: "KMS" },
      lifecycle_policy: {
        rules: [
          {
            rulePriority: 1,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
            action: { type: "expire" },
          },
        ],
      },
      tags: { Team: "platform" },
      custom_role_arn: ROLE,
    },
    ROOT: { applied_for: ["REPLICATION"], image_tag_mutability: "IMMUTABLE" },
  },
} as const satisfies ModuleDocument;

const KEY = `arn:aws:kms:${region}:${account}:key/12345678-1234-1234-1234-123456789012`;

/** Templates with and without the role of the module. */
const ROLE_TEMPLATES = {
  encrypted: {
    applied_for: ["REPLICATION"],
    encryption_configuration: { encryption_type: "KMS", kms_key: KEY },
  },
  own: { applied_for: ["REPLICATION"], tags: { Team: "platform" }, custom_role_arn: ROLE },
  plain: { applied_for: ["REPLICATION"] },
  "tagged/": { applied_for: ["REPLICATION"], tags: { Team: "platform" } },
} as const satisfies ModuleDocument;

const ALIAS = "alias/ecr";
const TOPIC = `arn:aws:sns:${region}:${account}:operations`;

/** Templates with the module's key, and with another one. */
const KEY_TEMPLATES = {
  "own/": {
    applied_for: ["REPLICATION"],
    encryption_configuration: { encryption_type: "KMS", kms_key: ALIAS },
    custom_role_arn: ROLE,
  },
  "other/": {
    applied_for: ["REPLICATION"],
    encryption_configuration: { encryption_type: "KMS", kms_key: KEY },
    custom_role_arn: ROLE,
  },
} as const satisfies ModuleDocument;

const RESOURCES = [
  "aws_ecr_account_setting",
  "aws_ecr_registry_scanning_configuration",
  "aws_ecr_replication_configuration",
  "aws_ecr_registry_policy",
  "aws_ecr_pull_through_cache_rule",
  "aws_ecr_repository_creation_template",
  "aws_kms_key",
  "aws_kms_alias",
  "aws_cloudwatch_metric_alarm",
].map((type) => `${type}.this`);
const ALARMS = "aws_cloudwatch_metric_alarm.this";
const ALL_RESOURCES = [...RESOURCES, "aws_iam_role.templates", "aws_iam_role_policy.templates"]
  .map((address) => `length(${address})`)
  .join(" + ");
const REPLICATION = "aws_ecr_replication_configuration.this[0].replication_configuration[0].rule";
const TEMPLATES = "aws_ecr_repository_creation_template.this";

/** One invalid input of each kind. The tests of `ecr-repository` cover all of the shared rules. */
const SHARED = ["tags", "encryption_configuration", "lifecycle_policy", "repository_policy"].flatMap(
  (setting) => AS_REPOSITORY.find(({ inputs }) => JSON.stringify(inputs).includes(`"${setting}":`)) ?? [],
);

/** The module's test files. They run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const runs = {
    nothing_is_managed_by_default: run(
      {},
      {
        "Settings that are left out must not be managed.": `${ALL_RESOURCES} == 0`,
        "The registry's ID must be the account's.": `output.registry_id == "${account}"`,
      },
    ),
    create_is_false: run(
      {
        ...EVERY_SETTING,
        template_role: { name: "templates" },
        key: { alias: ALIAS },
        quota_alarms: { topic: TOPIC },
        create: false,
      },
      {
        "create = false must not create resources.": `${ALL_RESOURCES} == 0`,
        "create = false must set outputs to null.": "output.registry_id == null",
      },
    ),
    scanning_without_rules: run(
      { scanning: { scan_type: "BASIC" } },
      {
        "Without rules nothing must be scanned automatically.":
          "length(aws_ecr_registry_scanning_configuration.this[0].rule) == 0",
      },
    ),
    every_setting: run(EVERY_SETTING, {
      "Only the account settings that are set must be managed, by their names in AWS.":
        'aws_ecr_account_setting.this["REGISTRY_POLICY_SCOPE"].value == "V2" && length(aws_ecr_account_setting.this) == 1',
      "Each scanning rule must have its filters.":
        'jsonencode({ for rule in aws_ecr_registry_scanning_configuration.this[0].rule : rule.scan_frequency => sort(rule.repository_filter[*].filter) }) == jsonencode({ CONTINUOUS_SCAN = ["prod/*", "shared/*"], SCAN_ON_PUSH = ["*"] })',
      "Scanning filters must be wildcards.":
        'alltrue(flatten([for rule in aws_ecr_registry_scanning_configuration.this[0].rule : [for filter in rule.repository_filter : filter.filter_type == "WILDCARD"]]))',
      "Destinations must be in the registry's own account by default.": `jsonencode([for rule in ${REPLICATION} : [for destination in rule.destination : "\${destination.registry_id}/\${destination.region}"]]) == ${JSON.stringify(JSON.stringify([[`${account}/us-east-2`, `444455556666/${region}`], [`${account}/us-west-2`]]))}`,
      "Only rules with prefixes must have filters.": `jsonencode(${REPLICATION}[*].repository_filter) == ${JSON.stringify(JSON.stringify([[{ filter: "team/", filter_type: "PREFIX_MATCH" }], []]))}`,
      "The policy must not be changed.": "aws_ecr_registry_policy.this[0].policy == var.policy",
      "The key must be the prefix of a cache.":
        'aws_ecr_pull_through_cache_rule.this["quay"].ecr_repository_prefix == "quay" && aws_ecr_pull_through_cache_rule.this["theirs"].upstream_repository_prefix == "ROOT"',
      "The secret must be looked up by its name.": `aws_ecr_pull_through_cache_rule.this["hub"].credential_arn == "${SECRET}" && aws_ecr_pull_through_cache_rule.this["quay"].credential_arn == null`,
      "Tags must be mutable by default.": `${TEMPLATES}["quay"].image_tag_mutability == "MUTABLE" && ${TEMPLATES}["ROOT"].image_tag_mutability == "IMMUTABLE"`,
      "Only the template with a lifecycle policy must have one.": `jsondecode(${TEMPLATES}["quay"].lifecycle_policy).rules[0].selection.countNumber == 10 && ${TEMPLATES}["ROOT"].lifecycle_policy == null`,
      "Only the template with tags must have tags.": `${TEMPLATES}["quay"].resource_tags.Team == "platform" && ${TEMPLATES}["ROOT"].resource_tags == null`,
      "Repositories must be encrypted with ECR's keys by default.": `${TEMPLATES}["ROOT"].encryption_configuration[0].encryption_type == "AES256"`,
    }),
  };
  const role = run(
    { creation_templates: ROLE_TEMPLATES, template_role: { name: "templates", path: "/ecr/" } },
    {
      "Only templates that need a role and name none must use the module's.": `jsonencode(keys(local.role_templates)) == ${JSON.stringify(JSON.stringify(["encrypted", "tagged/"]))}`,
      "Other templates must keep their role.": `${TEMPLATES}["own"].custom_role_arn == "${ROLE}" && ${TEMPLATES}["plain"].custom_role_arn == null`,
      "The role must be limited to the repositories and keys of its templates.": `jsonencode(jsondecode(aws_iam_role_policy.templates[0].policy).Statement[*].Resource) == ${JSON.stringify(JSON.stringify([[`arn:aws:ecr:${region}:${account}:repository/encrypted/*`, `arn:aws:ecr:${region}:${account}:repository/tagged/*`], [KEY]]))}`,
      "The role must have the path.": 'aws_iam_role.templates[0].path == "/ecr/"',
    },
  );
  const key = run(
    { key: { alias: ALIAS }, creation_templates: KEY_TEMPLATES },
    {
      "The key must rotate, and have its alias.": `aws_kms_alias.this[0].name == "${ALIAS}" && aws_kms_key.this[0].enable_key_rotation && aws_kms_key.this[0].deletion_window_in_days == 30`,
      "Principals of the account must use the key only through ECR.": `jsondecode(aws_kms_key.this[0].policy).Statement[1].Condition.StringEquals["kms:ViaService"] == "ecr.${region}.amazonaws.com" && jsondecode(aws_kms_key.this[0].policy).Statement[1].Condition.StringEquals["kms:CallerAccount"] == "${account}"`,
      "Other keys must stay.": `${TEMPLATES}["other/"].encryption_configuration[0].kms_key == "${KEY}"`,
    },
  );
  const alarms = run(
    { quota_alarms: { topic: TOPIC, percent: 50, quotas: { PutImage: 20 } } },
    {
      "Thresholds must be the share of the calls in a minute.": `length(${ALARMS}) == 8 && ${ALARMS}["PutImage"].threshold == 600 && ${ALARMS}["BatchGetImage"].threshold == 60000`,
      "Each alarm must be about its action, and notify the topic.": `${ALARMS}["PutImage"].dimensions.Resource == "PutImage" && one(${ALARMS}["PutImage"].alarm_actions) == "${TOPIC}"`,
    },
  );
  const refused = refusedRuns({}, [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS, ...SHARED]);
  return {
    settings: testFile({ ...runs, template_role: role, key, alarms }, MOCKED),
    refused: testFile(refused, MOCKED),
  };
}
