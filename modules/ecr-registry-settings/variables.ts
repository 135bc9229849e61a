import { LIFECYCLE_POLICY_TYPE } from "../ecr-repository/lifecycle-policy-validations";
import { ENCRYPTION_TYPE } from "../ecr-repository/variables";
import { type ModuleVariables } from "../kit/module-stack";
import { CREATE, fields, objectType } from "../kit/object-variable";
import { REGISTRY_DESCRIPTIONS } from "../../src/domain/registry/descriptions";
import { ALARM_PERCENT } from "../../src/domain/registry/quota-alarms";
import { TEMPLATE_DEFAULTS } from "../../src/domain/registry/template-settings";
import { DESCRIPTIONS as ROLE_DESCRIPTIONS, OPERATOR_ROLE_DEFAULTS } from "../../src/domain/operator/role-settings";
import { KEY_DAYS, KEY_DESCRIPTION } from "../../src/domain/registry/key";
import { DESCRIPTIONS } from "../../src/domain/repository/settings";

/** The descriptions of the environments, with the names that the module's variables have. */
const TEXTS = Object.fromEntries(
  Object.entries(REGISTRY_DESCRIPTIONS).map(([name, text]) => [
    name,
    text
      .replaceAll("kmsKey", "kms_key")
      .replaceAll("customRoleArn", "custom_role_arn")
      .replaceAll("templateRole", "template_role")
      .replaceAll("credentialArn", "credential_arn")
      .replaceAll("scanOnPush", "scan_on_push")
      .replaceAll("The environment's tags", "The provider's default tags")
      .replaceAll("the environment's account", "the registry's own account"),
  ]),
) as Record<keyof typeof REGISTRY_DESCRIPTIONS, string>;

const { path } = OPERATOR_ROLE_DEFAULTS;
const NOT_MANAGED = "If this variable is null (the default), the setting is not managed.";

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
export const VARIABLES: ModuleVariables = {
  create: CREATE,
  scanning: {
    description: `${TEXTS.scanning} ${fields({
      scan_type: TEXTS.scanType,
      rules: TEXTS.scanningRules,
    })} ${fields({ scan_frequency: TEXTS.scanFrequency, repository_filters: TEXTS.scanningFilters })} ${NOT_MANAGED}`,
    type: objectType({
      scan_type: "string",
      rules: optionalList(objectType({ scan_frequency: "string", repository_filters: "list(string)" })),
    }),
    default: null,
  },
  replication: {
    description: `${TEXTS.replication} ${fields({
      destinations: TEXTS.destinations,
      region: TEXTS.destinationRegion,
      account: TEXTS.destinationAccount,
      repository_prefixes: TEXTS.replicationPrefixes,
    })} ${NOT_MANAGED}`,
    type: `list(${objectType({
      destinations: `list(${objectType({ region: "string", account: "optional(string)" })})`,
      repository_prefixes: "optional(list(string))",
    })})`,
    default: null,
  },
  policy: {
    description: `${TEXTS.policy.replace(/ The same checks.*$/, "")} A JSON document, written with \`jsonencode\`. A public principal requires a \`Condition\`, whose content is not checked. ${NOT_MANAGED}`,
    type: "string",
    default: null,
  },
  account_settings: {
    description: `Account settings in the region. ${fields({
      registry_policy_scope: TEXTS.policyScope,
      basic_scan_type_version: TEXTS.scanVersion,
      blob_mounting: TEXTS.blobMounting,
    })} Settings that are null are not managed. Defaults to none.`,
    type: objectType({
      registry_policy_scope: "optional(string)",
      basic_scan_type_version: "optional(string)",
      blob_mounting: "optional(string)",
    }),
    default: {},
  },
  pull_through_cache: {
    description: `${TEXTS.pullThroughCache} The key of each rule is the name prefix of the cached repositories, such as \`docker-hub\`, or \`ROOT\` for no prefix. ${fields(
      {
        upstream_registry_url: TEXTS.upstreamUrl,
        credential_arn: TEXTS.credentialArn,
        secret: TEXTS.secret,
        custom_role_arn: TEXTS.cacheRole,
        upstream_repository_prefix: TEXTS.upstreamPrefix,
      },
    )} Defaults to no rules.`,
    type: `map(${objectType({
      upstream_registry_url: "string",
      credential_arn: "optional(string)",
      secret: "optional(string)",
      custom_role_arn: "optional(string)",
      upstream_repository_prefix: "optional(string)",
    })})`,
    default: {},
  },
  key: {
    description: `${TEXTS.key} ${fields({
      alias: TEXTS.keyAlias,
      description: TEXTS.keyDescription,
      rotation_period_in_days: TEXTS.keyRotation,
      deletion_window_in_days: TEXTS.keyDeletion,
    })} Terraform rejects plans that destroy the key. Defaults to null (no key).`,
    type: objectType({
      alias: "string",
      description: `optional(string, "${KEY_DESCRIPTION}")`,
      rotation_period_in_days: `optional(number, ${KEY_DAYS.rotation.default})`,
      deletion_window_in_days: `optional(number, ${KEY_DAYS.deletion.default})`,
    }),
    default: null,
  },
  quota_alarms: {
    description: `${TEXTS.quotaAlarms} ${fields({
      topic: TEXTS.alarmTopic,
      percent: TEXTS.alarmPercent,
      quotas: TEXTS.alarmQuotas,
    })} Defaults to null (no alarms).`,
    type: objectType({
      topic: "string",
      percent: `optional(number, ${ALARM_PERCENT.default})`,
      quotas: "optional(map(number), {})",
    }),
    default: null,
  },
  creation_templates: {
    description: `${TEXTS.creationTemplates} The key of each template is the name prefix of the repositories, or \`ROOT\` for repositories that do not match any other template. ${fields(
      {
        applied_for: TEXTS.appliedFor,
        description: TEXTS.templateDescription,
        image_tag_mutability: TEXTS.templateMutability,
        encryption_configuration: `${DESCRIPTIONS.encryptionConfiguration.replace(/ If you change it.*$/, "")} \`encryption_type\` is ${DESCRIPTIONS.encryptionType.replace(/\.$/, "")}; \`kms_key\` is the ARN of a key in the registry's region, or the alias of \`key\`.`,
        lifecycle_policy: "Which images ECR deletes or archives, with the same keys as in AWS's JSON format.",
        repository_policy: "Repository policy in JSON, without `Resource`.",
        tags: TEXTS.templateTags,
        custom_role_arn: TEXTS.customTemplateRole,
      },
    )} Defaults to no templates.`,
    type: `map(${objectType({
      applied_for: "list(string)",
      description: "optional(string)",
      image_tag_mutability: `optional(string, "${TEMPLATE_DEFAULTS.imageTagMutability}")`,
      encryption_configuration: `optional(${ENCRYPTION_TYPE}, {})`,
      lifecycle_policy: `optional(${LIFECYCLE_POLICY_TYPE})`,
      repository_policy: "optional(string)",
      tags: "optional(map(string), {})",
      custom_role_arn: "optional(string)",
    })})`,
    default: {},
  },
  template_role: {
    description: `${TEXTS.templateRole} ${fields({
      name: ROLE_DESCRIPTIONS.roleName,
      path: `${ROLE_DESCRIPTIONS.path} Defaults to \`${path}\`.`,
      permissions_boundary: ROLE_DESCRIPTIONS.permissionsBoundary,
    })} If this variable is null (the default), the module does not create a role.`,
    type: objectType({
      name: "string",
      path: `optional(string, "${path}")`,
      permissions_boundary: "optional(string)",
    }),
    default: null,
  },
};

function optionalList(type: string): string {
  return `optional(list(${type}), [])`;
}
