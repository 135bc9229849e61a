import { KEY_DAYS } from "./key";
import { ALARM_PERCENT } from "./quota-alarms";
import { REGISTRY_LIMITS } from "./settings";

const LIMITS = REGISTRY_LIMITS;

/** Descriptions of the settings for the JSON Schema, the documentation and the module's variables. */
export const REGISTRY_DESCRIPTIONS = {
  registry:
    "Settings of the whole registry, which exist once per account and region. Settings that you leave out are not managed. Settings that you write replace whatever is in AWS.",
  scanning:
    "How images are scanned in all repositories in the account and region. With `ENHANCED`, a repository's `scanOnPush` has no effect.",
  scanType: "`BASIC` scans operating system packages; `ENHANCED` uses Amazon Inspector, which is billed separately.",
  scanningRules: `Rules that select the repositories to scan automatically, at most ${LIMITS.scanningRules}. With \`BASIC\`, repositories that no rule selects are scanned only on request, or on push if they set \`scanOnPush\`. With \`ENHANCED\`, these repositories are not scanned.`,
  scanFrequency:
    "`SCAN_ON_PUSH` or, only with `ENHANCED`, `CONTINUOUS_SCAN`, which scans images again when new vulnerabilities become known.",
  scanningFilters: `Names of the repositories to scan, 1 to ${LIMITS.filtersOfARule} entries. \`*\` matches any characters.`,
  replication: `Which repositories ECR replicates to other regions or accounts, starting with the next push. At most ${LIMITS.replicationRules} rules. Lifecycle policies, settings and older images are not copied.`,
  destinations: `Registries that receive the images. At most ${LIMITS.replicationDestinations} different registries across all rules.`,
  destinationRegion: "Region of the destination registry.",
  destinationAccount: "Account ID of the destination registry. Defaults to the environment's account.",
  replicationPrefixes: `Name prefixes of the repositories to copy, 1 to ${LIMITS.filtersOfARule} entries. Defaults to all repositories.`,
  policy:
    "The registry policy, which allows accounts to replicate into the registry (`ecr:ReplicateImage`, `ecr:CreateRepository`) or to import images into its cache (`ecr:BatchImportUpstreamImage`). Statements name the repositories in `Resource`. The same checks apply as for repository policies.",
  pullThroughCache: `Upstream registries whose images ECR caches when they are first pulled. At most ${LIMITS.pullThroughCacheRules} rules.`,
  cachePrefix: "Name prefix of the cached repositories, such as `docker-hub`, or `ROOT` for no prefix.",
  upstreamUrl: "Host name of the upstream registry, such as `public.ecr.aws` or `registry-1.docker.io`.",
  credentialArn:
    "ARN of the AWS Secrets Manager secret with the user name and token. Public registries do not require a secret.",
  secret:
    "Name of the secret, which must begin with `ecr-pullthroughcache/`. Terraform looks up its ARN at plan time. Set either `secret` or `credentialArn`.",
  cacheRole: "ARN of the role that ECR assumes to read another account's private registry.",
  upstreamPrefix:
    "Name prefix in the upstream registry, only if this is a private ECR registry. `ROOT` means no prefix.",
  accountSettings:
    "Account settings in the region, by their names in AWS. If you remove a setting here, its value in AWS does not change.",
  policyScope:
    "Which actions the registry policy accepts. `V1`: `ecr:ReplicateImage`, `ecr:CreateRepository` and `ecr:BatchImportUpstreamImage`. `V2`: all ECR actions.",
  scanVersion: "Scanner for `BASIC` scanning: `AWS_NATIVE`, or `CLAIR`, which AWS no longer supports.",
  blobMounting:
    "Whether a push may reuse a layer from another repository in the registry. Requires AWS provider 6.29 or later.",
  imports:
    "Declared settings that already exist in AWS. The next deployment imports them, so that its plan shows the changes instead of a creation. Remove the list after the deployment.",
  key: "KMS key that Terraform creates. Repositories and templates use the key only if their `kmsKey` names it, because the encryption of an existing repository cannot change.",
  keyAlias: "Alias of the key, such as `alias/ecr/production`. It must not begin with `alias/aws/`.",
  keyDescription: "Description of the key. Defaults to `Amazon ECR: encrypts repositories`.",
  keyRotation: `Days between two rotations of the key material, ${KEY_DAYS.rotation.min} to ${KEY_DAYS.rotation.max}. The ARN of the key does not change. Defaults to ${KEY_DAYS.rotation.default}.`,
  keyDeletion: `Days until AWS deletes the key after Terraform destroys it, ${KEY_DAYS.deletion.min} to ${KEY_DAYS.deletion.max}. Until then, you can cancel the deletion. Defaults to ${KEY_DAYS.deletion.default}.`,
  quotaAlarms: "CloudWatch alarms on the quotas of the API actions that pushes and pulls use, one for each action.",
  alarmTopic: "ARN of the SNS topic that the alarms notify, in the registry's account and region.",
  alarmPercent: `Percentage of a quota, ${ALARM_PERCENT.min} to ${ALARM_PERCENT.max}. The alarm is triggered if the calls in one minute exceed this percentage. Defaults to ${ALARM_PERCENT.default}.`,
  alarmQuotas:
    "Quotas that AWS has raised for the account, in calls per second, by API action. Defaults to AWS's default quotas.",
  pullTimeUpdateExclusions:
    "ARNs of IAM roles and users whose pulls do not count as an image's last pull, such as the roles of scanners and backups. Requires AWS provider 6.28 or later.",
  creationTemplates:
    "Settings for repositories that ECR creates. The template with the longest matching prefix applies.",
  templatePrefix: "Name prefix of the repositories, or `ROOT` for repositories that do not match any other template.",
  appliedFor:
    "When the template applies: on the first pull through a cache, on replication into this registry, or on the first push to a repository that does not exist. `CREATE_ON_PUSH` requires AWS provider 6.28 or later.",
  templateDescription: "Purpose of the template, at most 255 characters.",
  templateMutability:
    "Whether a push can overwrite an existing tag. Defaults to `MUTABLE`, because a cache follows the upstream registry's tags.",
  templateFilters:
    "Tags that are exempt from the mutability setting, with the same limits as for repositories. Requires AWS provider 6.10 or later.",
  templateTags:
    "Tags of the repositories. The environment's tags are not added. Requires `customRoleArn` or `templateRole`.",
  customTemplateRole:
    "ARN of the role that ECR assumes to create repositories with tags or a KMS key. Defaults to `templateRole`.",
  templateRole:
    "Role that Terraform creates for templates with tags or a KMS key but without `customRoleArn`. ECR assumes the role to create repositories.",
} as const;
