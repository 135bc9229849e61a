import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { EcrAccountSetting } from "@cdktf/provider-aws/lib/ecr-account-setting";
import { EcrPullThroughCacheRule } from "@cdktf/provider-aws/lib/ecr-pull-through-cache-rule";
import { EcrRegistryPolicy } from "@cdktf/provider-aws/lib/ecr-registry-policy";
import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { EcrRepositoryCreationTemplate } from "@cdktf/provider-aws/lib/ecr-repository-creation-template";
import { Token } from "cdktf";
import {
  LOCAL_COMMENTS,
  renderedLifecyclePolicy,
  rulesByPriority,
  rulesWithoutNulls,
  SHARED_LOCALS,
} from "../ecr-repository/locals";
import { CURRENT, SERVICE_COMMENT } from "../kit/data-sources";
import { type ModuleDefinition } from "../kit/module-definition";
import { addCurrent, countIf, type ModuleStack } from "../kit/module-stack";
import { cachePreconditions, ECR_HOST_PATTERN } from "./cache-validations";
import { EXAMPLES, USAGE } from "./examples";
import { REGION_PATTERNS, replicationPreconditions } from "./replication-preconditions";
import { addQuotaAlarms, ALARM_LOCALS } from "./quota-alarm-resources";
import { addRegistryKey, templatesWithKey } from "./registry-key";
import { addTemplateRole, TEMPLATE_ROLE_LOCALS, templateRoleReference } from "./template-role";
import { templatePreconditions } from "./template-validations";
import { moduleTests } from "./tests";
import { REGISTRY_RULES } from "./validations";
import { VARIABLES } from "./variables";

/** The Terraform module `ecr-registry-settings`: the construct of this folder as an HCL module. */
export const ECR_REGISTRY_SETTINGS_MODULE: ModuleDefinition = {
  name: "ecr-registry-settings",
  source: "modules/ecr-registry-settings",
  providers: ["aws"],
  build,
  sections: [
    {
      blocks: [
        ...["locals", "data.aws_caller_identity.current", "data.aws_service.ecr", "var.create"],
        ...["var.account_settings", "aws_ecr_account_setting.this", "output.registry_id"],
      ],
    },
    { title: "Scanning", blocks: ["aws_ecr_registry_scanning_configuration.this", "var.scanning"] },
    { title: "Replication", blocks: ["aws_ecr_replication_configuration.this", "var.replication"] },
    { title: "Registry policy", blocks: ["aws_ecr_registry_policy.this", "var.policy"] },
    {
      title: "Pull-through cache",
      blocks: [
        ...["data.aws_secretsmanager_secret.cache", "aws_ecr_pull_through_cache_rule.this"],
        "var.pull_through_cache",
      ],
    },
    {
      title: "KMS key",
      blocks: ["aws_kms_key.this", "aws_kms_alias.this", "var.key", "output.key_arn"],
    },
    { title: "Alarms", blocks: ["aws_cloudwatch_metric_alarm.this", "var.quota_alarms"] },
    {
      title: "Creation templates",
      blocks: [
        ...["aws_ecr_repository_creation_template.this", "var.creation_templates", "var.template_role"],
        ...["aws_iam_role.templates", "aws_iam_role_policy.templates"],
      ],
    },
  ],
  comments: {
    "local.partitions": LOCAL_COMMENTS["local.partitions"] ?? "",
    "local.kms_arn_prefix": LOCAL_COMMENTS["local.kms_arn_prefix"] ?? "",
    "local.region_patterns": "Regions of each partition, because ECR does not replicate between partitions.",
    "local.ecr_host_pattern": "Host names of private ECR registries.",
    "local.lifecycle_rules": LOCAL_COMMENTS["local.lifecycle_rules"] ?? "",
    "local.lifecycle_rules_by_priority": LOCAL_COMMENTS["local.lifecycle_rules_by_priority"] ?? "",
    "data.aws_secretsmanager_secret.cache":
      "AWS adds random characters to the ARN of a secret, so the ARN is looked up by name.",
    "local.templates": "The alias of the module's key is replaced by the key's ARN.",
    "local.call_quotas": "AWS's default quotas in calls per second.",
    "aws_kms_key.this": "Images cannot be read without their key, so Terraform must not destroy the key.",
    "local.role_templates": "Templates whose repositories ECR creates with the module's role.",
    "data.aws_service.ecr": SERVICE_COMMENT,
    "aws_ecr_registry_policy.this":
      "ECR checks the policy against the account's current REGISTRY_POLICY_SCOPE, so the setting comes first.",
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
};

function build(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, REGISTRY_RULES);
  addCurrent(stack);
  stack.addLocals(locals());
  addAccountSettings(stack);
  addScanning(stack);
  addReplication(stack);
  addPolicy(stack);
  addCache(stack);
  addRegistryKey(stack);
  addQuotaAlarms(stack);
  addTemplates(stack);
  addTemplateRole(stack);
  stack.addModuleOutput(
    "registry_id",
    "Account ID of the registry; null if `create` is false.",
    `var.create ? ${CURRENT.account} : null`,
  );
  stack.addModuleOutput("key_arn", "ARN of the KMS key; null without `key`.", "one(aws_kms_key.this[*].arn)");
}

function locals(): Record<string, string> {
  const { partitions = "", kms_key_pattern = "", kms_arn_prefix = "" } = SHARED_LOCALS;
  return {
    partitions,
    kms_key_pattern,
    kms_arn_prefix,
    region_patterns: REGION_PATTERNS,
    ecr_host_pattern: ECR_HOST_PATTERN,
    account_settings:
      "{ for name, value in var.account_settings : upper(name) => value if value != null && var.create }",
    templates: templatesWithKey("var.creation_templates"),
    ...TEMPLATE_ROLE_LOCALS,
    ...ALARM_LOCALS,
    lifecycle_rules: `{ for prefix, template in local.templates : prefix => ${rulesWithoutNulls("template.lifecycle_policy.rules")} if template.lifecycle_policy != null }`,
    lifecycle_rules_by_priority: `{ for prefix, rules in local.lifecycle_rules : prefix => ${rulesByPriority("rules")} }`,
    lifecycle_policies: `{ for prefix, rules in local.lifecycle_rules_by_priority : prefix => ${renderedLifecyclePolicy("rules")} }`,
  };
}

const when = (input: string): number => countIf(`var.${input} != null`);

function addAccountSettings(stack: ModuleStack): void {
  const setting = { name: "${each.key}", value: "${each.value}" };
  new EcrAccountSetting(stack, "accountSetting.this", setting).addOverride("for_each", "${local.account_settings}");
}

function addScanning(stack: ModuleStack): void {
  const scanning = new EcrRegistryScanningConfiguration(stack, "scanning.this", {
    count: when("scanning"),
    scanType: "${var.scanning.scan_type}",
  });
  scanning.addOverride("dynamic.rule", {
    for_each: "${var.scanning.rules}",
    content: {
      scan_frequency: "${rule.value.scan_frequency}",
      dynamic: {
        repository_filter: {
          for_each: "${rule.value.repository_filters}",
          content: { filter: "${repository_filter.value}", filter_type: "WILDCARD" },
        },
      },
    },
  });
}

function addReplication(stack: ModuleStack): void {
  const replication = new EcrReplicationConfiguration(stack, "replication.this", {
    count: when("replication"),
    lifecycle: { precondition: replicationPreconditions() },
  });
  replication.addOverride("replication_configuration", [
    {
      dynamic: {
        rule: {
          for_each: "${var.replication}",
          content: {
            dynamic: {
              destination: {
                for_each: "${rule.value.destinations}",
                content: {
                  region: "${destination.value.region}",
                  registry_id: `\${coalesce(destination.value.account, ${CURRENT.account})}`,
                },
              },
              repository_filter: {
                for_each: "${coalesce(rule.value.repository_prefixes, [])}",
                content: { filter: "${repository_filter.value}", filter_type: "PREFIX_MATCH" },
              },
            },
          },
        },
      },
    },
  ]);
}

function addPolicy(stack: ModuleStack): void {
  const policy = new EcrRegistryPolicy(stack, "policy.this", { count: when("policy"), policy: "${var.policy}" });
  policy.addOverride("depends_on", ["aws_ecr_account_setting.this"]);
}

function addCache(stack: ModuleStack): void {
  new DataAwsSecretsmanagerSecret(stack, "secret.cache", { name: "${each.value}" }).addOverride(
    "for_each",
    "${{ for prefix, rule in var.pull_through_cache : prefix => rule.secret if var.create && rule.secret != null }}",
  );
  new EcrPullThroughCacheRule(stack, "cache.this", {
    ecrRepositoryPrefix: "${each.key}",
    upstreamRegistryUrl: "${each.value.upstream_registry_url}",
    credentialArn:
      "${each.value.secret == null ? each.value.credential_arn : data.aws_secretsmanager_secret.cache[each.key].arn}",
    customRoleArn: "${each.value.custom_role_arn}",
    upstreamRepositoryPrefix: "${each.value.upstream_repository_prefix}",
    lifecycle: { precondition: cachePreconditions() },
  }).addOverride("for_each", "${{ for prefix, rule in var.pull_through_cache : prefix => rule if var.create }}");
}

function addTemplates(stack: ModuleStack): void {
  new EcrRepositoryCreationTemplate(stack, "template.this", {
    prefix: "${each.key}",
    appliedFor: Token.asList("${each.value.applied_for}"),
    description: "${each.value.description}",
    imageTagMutability: "${each.value.image_tag_mutability}",
    encryptionConfiguration: [
      {
        encryptionType: "${each.value.encryption_configuration.encryption_type}",
        kmsKey: "${each.value.encryption_configuration.kms_key}",
      },
    ],
    lifecyclePolicy: "${try(local.lifecycle_policies[each.key], null)}",
    repositoryPolicy: "${each.value.repository_policy}",
    resourceTags: Token.asStringMap("${length(each.value.tags) > 0 ? each.value.tags : null}"),
    customRoleArn: templateRoleReference(),
    lifecycle: { precondition: templatePreconditions() },
  }).addOverride("for_each", "${local.templates}");
}
