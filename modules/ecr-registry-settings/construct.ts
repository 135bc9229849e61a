import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { EcrAccountSetting } from "@cdktf/provider-aws/lib/ecr-account-setting";
import { EcrPullThroughCacheRule } from "@cdktf/provider-aws/lib/ecr-pull-through-cache-rule";
import { EcrRegistryPolicy } from "@cdktf/provider-aws/lib/ecr-registry-policy";
import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration";
import { EcrRepositoryCreationTemplate } from "@cdktf/provider-aws/lib/ecr-repository-creation-template";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { partitionOf, type AwsLocation } from "../../src/domain/aws/arn";
import { prefixed, type Problem } from "../../src/domain/problems/problem";
import { jsonPolicy } from "../kit/json-policy";
import { optionalLiteral, optionalMap } from "../kit/optional";
import { addKey } from "./key-resources";
import { addQuotaAlarms } from "./quota-alarms";
import { PullTimeUpdateExclusion } from "./pull-time-exclusion";
import { exclusionId, prefixId } from "../../src/domain/registry/addresses";
import { throwOnErrors } from "../kit/throw-on-errors";
import { checkSettings, checkLifecyclePolicyOnce, checkRepositoryPolicyOnce } from "../../src/domain/repository/check";
import { REPOSITORY_DEFAULTS } from "../../src/domain/repository/settings";
import { lifecycleDocument } from "../../src/domain/lifecycle-policy/document";
import { checkRegistrySettings } from "../../src/domain/registry/check";
import { namesKey, type RegistryKey } from "../../src/domain/registry/key";
import {
  type AccountSettings,
  type PullThroughCacheRule,
  type RegistryScanning,
  type RegistrySettings,
  type ReplicationRule,
} from "../../src/domain/registry/settings";
import { type CreationTemplate, type TemplateRole } from "../../src/domain/registry/template-settings";
import {
  TEMPLATE_ROLE_DESCRIPTION,
  TEMPLATE_ROLE_ID,
  TEMPLATE_ROLE_POLICY,
  TEMPLATE_ROLE_TRUST,
  templateRolePermissions,
  usesTemplateRole,
} from "../../src/domain/registry/template-role";

const POLICY_SCOPE: keyof AccountSettings = "REGISTRY_POLICY_SCOPE";

/** A creation template, with an expression for a lifecycle policy that it shares. */
export interface CreationTemplateProps extends CreationTemplate {
  /**
   * Expression that evaluates to `lifecyclePolicy` as JSON, e.g. `${local.lifecycle_policies.standard}`. The checks still read
   * `lifecyclePolicy`.
   * @default - `lifecyclePolicy` is written out in full
   */
  readonly lifecyclePolicyReference?: string;
}

/** Arguments of `EcrRegistrySettings`. */
export interface EcrRegistrySettingsProps extends RegistrySettings {
  /**
   * Settings for repositories that ECR creates. The template with the longest matching prefix applies.
   * @default - not managed
   */
  readonly creationTemplates?: readonly CreationTemplateProps[];
  /** Account and region of the registry. Destinations and secrets are checked against them. */
  readonly location: AwsLocation;
}

/**
 * Settings of the private registry that an account has in a region. They cover scanning, replication, registry policy,
 * pull-through cache, account settings, and templates for the repositories that ECR creates. Each account and region may have
 * only one of this construct.
 *
 * Terraform addresses end in `.registry` (`aws_ecr_registry_scanning_configuration.registry`), and in the prefix for cache rules
 * and templates (`aws_ecr_pull_through_cache_rule.<prefix>`). For account settings they end in the name
 * (`aws_ecr_account_setting.registry_policy_scope`), for alarms in the action
 * (`aws_cloudwatch_metric_alarm.quota_put_image`), and for the role of templates in `.creation_templates`. The key is
 * `aws_kms_key.registry`. To keep Terraform from destroying it even if it is no longer declared, retain the name `key:registry` with
 * `RepositoryRetention`.
 * @throws an error that lists all arguments that AWS would reject
 * @example
 * new EcrRegistrySettings(this, "Registry", {
 *   location: { account: "111122223333", region: "eu-west-1" },
 *   scanning: { scanType: "BASIC", rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] }] },
 *   replication: [{ destinations: [{ region: "eu-central-1" }] }],
 * });
 */
export class EcrRegistrySettings extends Construct {
  /** ARN of the key, known after it is created; `undefined` without `key`. */
  readonly keyArn?: string;

  /**
   * Checks the settings and adds a resource for each.
   * @param scope stack or construct to which the settings belong
   * @param id ID of the construct, unique in the scope
   * @param props settings of the registry
   */
  constructor(scope: Construct, id: string, props: EcrRegistrySettingsProps) {
    super(scope, id);
    const { location, scanning, replication, policy, pullThroughCache = [], creationTemplates = [] } = props;
    const { accountSettings = {}, key } = props;
    throwOnErrors(this, [...checkRegistrySettings(props, location), ...checkSettingsOf(creationTemplates, location)]);
    if (scanning !== undefined) this.addScanning(scanning);
    if (replication !== undefined) this.addReplication(replication, location);
    const settings = this.addAccountSettings(accountSettings);
    if (policy !== undefined) {
      // ECR checks the policy against the scope that the account has at this moment.
      const dependsOn = settings.filter(({ nameInput }) => nameInput === POLICY_SCOPE);
      const resource = new EcrRegistryPolicy(this, "Policy", {
        policy: jsonPolicy(policy),
        dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
      });
      resource.overrideLogicalId("registry");
    }
    for (const rule of pullThroughCache) this.addCache(rule);
    for (const principal of props.pullTimeUpdateExclusions ?? []) {
      const id = exclusionId(principal, location.account);
      new PullTimeUpdateExclusion(this, `Exclusion.${id}`, principal).overrideLogicalId(id);
    }
    if (props.quotaAlarms !== undefined) addQuotaAlarms(this, props.quotaAlarms);
    this.keyArn = key && addKey(this, key, location).arn;
    const templates = creationTemplates.map((template) => this.withKeyArn(template, key));
    const role = props.templateRole && this.addTemplateRole(props.templateRole, templates, location);
    for (const template of templates) this.addTemplate(template, role);
  }

  private withKeyArn<T extends CreationTemplate>(template: T, key: RegistryKey | undefined): T {
    const { encryptionConfiguration: encryption } = template;
    if (this.keyArn === undefined || !namesKey(encryption.kmsKey, key)) return template;
    return { ...template, encryptionConfiguration: { ...encryption, kmsKey: this.keyArn } };
  }

  private addTemplateRole(
    { roleName, path, permissionsBoundary }: TemplateRole,
    templates: readonly CreationTemplate[],
    location: AwsLocation,
  ): IamRole {
    const role = new IamRole(this, "TemplateRole", {
      name: roleName,
      path: optionalLiteral(path),
      description: TEMPLATE_ROLE_DESCRIPTION,
      assumeRolePolicy: jsonPolicy(TEMPLATE_ROLE_TRUST),
      permissionsBoundary: optionalLiteral(permissionsBoundary),
    });
    role.overrideLogicalId(TEMPLATE_ROLE_ID);
    new IamRolePolicy(this, "TemplateRolePolicy", {
      name: TEMPLATE_ROLE_POLICY,
      role: role.name,
      policy: jsonPolicy(templateRolePermissions(templates, location)),
    }).overrideLogicalId(TEMPLATE_ROLE_ID);
    return role;
  }

  private addAccountSettings(settings: AccountSettings): EcrAccountSetting[] {
    return Object.entries(settings).flatMap(([name, value]: [string, string | undefined]) => {
      if (value === undefined) return [];
      const setting = new EcrAccountSetting(this, `AccountSetting.${name}`, { name, value });
      setting.overrideLogicalId(name.toLowerCase());
      return [setting];
    });
  }

  private addScanning({ scanType, rules }: RegistryScanning): void {
    const rule = rules.map(({ scanFrequency, repositoryFilters }) => ({
      scanFrequency,
      repositoryFilter: repositoryFilters.map((filter) => ({ filter, filterType: "WILDCARD" })),
    }));
    new EcrRegistryScanningConfiguration(this, "Scanning", {
      scanType,
      rule: rule.length > 0 ? rule : undefined,
    }).overrideLogicalId("registry");
  }

  private addReplication(rules: readonly ReplicationRule[], { account }: AwsLocation): void {
    new EcrReplicationConfiguration(this, "Replication", {
      replicationConfiguration: {
        rule: rules.map(({ destinations, repositoryPrefixes }) => ({
          destination: destinations.map((it) => ({ region: it.region, registryId: it.account ?? account })),
          repositoryFilter: repositoryPrefixes?.map((filter) => ({ filter, filterType: "PREFIX_MATCH" })),
        })),
      },
    }).overrideLogicalId("registry");
  }

  private addCache(rule: PullThroughCacheRule): void {
    const id = prefixId(rule.ecrRepositoryPrefix);
    const { secret, ...settings } = rule;
    const credentialArn = secret === undefined ? rule.credentialArn : this.secretArn(id, secret);
    new EcrPullThroughCacheRule(this, `Cache.${id}`, { ...settings, credentialArn }).overrideLogicalId(id);
  }

  /** AWS adds random characters to the ARN of a secret, so the ARN is looked up by name. */
  private secretArn(id: string, name: string): string {
    const secret = new DataAwsSecretsmanagerSecret(this, `Secret.${id}`, { name });
    secret.overrideLogicalId(id);
    return secret.arn;
  }

  private addTemplate(template: CreationTemplateProps, role: IamRole | undefined): void {
    const id = prefixId(template.prefix);
    const { prefix, description, lifecyclePolicy, repositoryPolicy, tags, customRoleArn } = template;
    const { imageTagMutabilityExclusionFilters: filters = [] } = template;
    const lifecycleJson =
      lifecyclePolicy === undefined
        ? undefined
        : (template.lifecyclePolicyReference ?? jsonPolicy(lifecycleDocument(lifecyclePolicy)));
    new EcrRepositoryCreationTemplate(this, `Template.${id}`, {
      prefix,
      appliedFor: [...template.appliedFor],
      description: optionalLiteral(description),
      imageTagMutability: template.imageTagMutability,
      imageTagMutabilityExclusionFilter:
        filters.length === 0 ? undefined : filters.map((filter) => ({ filter, filterType: "WILDCARD" })),
      encryptionConfiguration: [{ ...template.encryptionConfiguration }],
      lifecyclePolicy: lifecycleJson,
      repositoryPolicy: repositoryPolicy === undefined ? undefined : jsonPolicy(repositoryPolicy),
      resourceTags: optionalMap(tags),
      customRoleArn: usesTemplateRole(template) ? role?.arn : customRoleArn,
    }).overrideLogicalId(id);
  }
}

/** Checks templates like repositories. */
function checkSettingsOf(templates: readonly CreationTemplate[], location: AwsLocation): Problem[] {
  const partition = partitionOf(location.region);
  const problems = templates.flatMap(({ lifecyclePolicy, repositoryPolicy, ...settings }, index) =>
    prefixed(
      [index],
      [
        ...checkSettings({ ...REPOSITORY_DEFAULTS, ...settings }, location),
        ...(lifecyclePolicy === undefined
          ? []
          : prefixed(["lifecyclePolicy"], checkLifecyclePolicyOnce(lifecyclePolicy))),
        ...(repositoryPolicy === undefined
          ? []
          : prefixed(["repositoryPolicy"], checkRepositoryPolicyOnce(repositoryPolicy, { partition }))),
      ],
    ),
  );
  return prefixed(["creationTemplates"], problems);
}
