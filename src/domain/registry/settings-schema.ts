import { z } from "zod";
import { ACCOUNT_ID, REGION } from "../aws/arn";
import { REGISTRY_DESCRIPTIONS as TEXTS } from "./descriptions";
import {
  CACHE_PREFIX,
  EXPECTED,
  HOST,
  PULLING_PRINCIPAL,
  REPLICATION_PREFIX,
  SCANNING_FILTER,
  SECRET_ARN,
  SECRET_NAME,
  sourceWithLength,
} from "./patterns";
import {
  BLOB_MOUNTINGS,
  POLICY_SCOPES,
  REGISTRY_LIMITS,
  SCAN_FREQUENCIES,
  SCAN_TYPES,
  SCAN_VERSIONS,
} from "./settings";
import { ALARM_PERCENT, LIMITED_ACTIONS } from "./quota-alarms";
import { registryPolicySchema } from "../repository-policy/schema";
import { lenient } from "../problems/lenient-schema";
import { oneOf } from "../problems/problem";
import { formatError, regionError } from "../problems/schema-messages";
import { roleArnSchema } from "../iam/role-schema";

const LIMITS = REGISTRY_LIMITS;

const textLike = (pattern: RegExp, expected: string) => z.string().regex(pattern, { error: formatError(expected) });

const CACHE_PREFIX_TEXT = new RegExp(sourceWithLength(CACHE_PREFIX));
const scanningFilter = textLike(new RegExp(sourceWithLength(SCANNING_FILTER)), EXPECTED.scanningFilter);
const replicationPrefix = textLike(new RegExp(sourceWithLength(REPLICATION_PREFIX)), EXPECTED.replicationPrefix);

const filters = <T extends z.ZodType>(filter: T) => z.array(filter).min(1).max(LIMITS.filtersOfARule);

const scanningSchema = z
  .strictObject({
    scanType: z.enum(SCAN_TYPES).describe(TEXTS.scanType),
    rules: z
      .array(
        z.strictObject({
          scanFrequency: z.enum(SCAN_FREQUENCIES).describe(TEXTS.scanFrequency),
          repositoryFilters: filters(scanningFilter).describe(TEXTS.scanningFilters),
        }),
      )
      .max(LIMITS.scanningRules)
      .describe(TEXTS.scanningRules),
  })
  .describe(TEXTS.scanning);

const replicationSchema = z
  .array(
    z.strictObject({
      destinations: z
        .array(
          z.strictObject({
            region: z.string().regex(REGION, { error: regionError }).describe(TEXTS.destinationRegion),
            account: textLike(ACCOUNT_ID, "an account ID of 12 digits, quoted")
              .describe(TEXTS.destinationAccount)
              .optional(),
          }),
        )
        .min(1)
        .max(LIMITS.replicationDestinations)
        .describe(TEXTS.destinations),
      repositoryPrefixes: filters(replicationPrefix).describe(TEXTS.replicationPrefixes).optional(),
    }),
  )
  .min(1)
  .max(LIMITS.replicationRules)
  .describe(TEXTS.replication);

/** Checked separately, so that a fault in the policy does not hide faults in other settings. */
const policyInFull = registryPolicySchema.meta({ id: "RegistryPolicy" });
const policySchema = lenient(z.record(z.string(), z.unknown()).describe(TEXTS.policy), policyInFull);

const pullThroughCacheSchema = z
  .array(
    z.strictObject({
      ecrRepositoryPrefix: textLike(CACHE_PREFIX_TEXT, EXPECTED.cachePrefix).describe(TEXTS.cachePrefix),
      upstreamRegistryUrl: textLike(HOST, EXPECTED.host).describe(TEXTS.upstreamUrl),
      credentialArn: textLike(SECRET_ARN, EXPECTED.secretArn).describe(TEXTS.credentialArn).optional(),
      secret: textLike(new RegExp(sourceWithLength(SECRET_NAME)), EXPECTED.secretName)
        .describe(TEXTS.secret)
        .optional(),
      customRoleArn: roleArnSchema.describe(TEXTS.cacheRole).optional(),
      upstreamRepositoryPrefix: textLike(CACHE_PREFIX_TEXT, EXPECTED.upstreamPrefix)
        .describe(TEXTS.upstreamPrefix)
        .optional(),
    }),
  )
  .min(1)
  .max(LIMITS.pullThroughCacheRules)
  .describe(TEXTS.pullThroughCache);

const accountSettingsSchema = z
  .strictObject({
    REGISTRY_POLICY_SCOPE: z.enum(POLICY_SCOPES).describe(TEXTS.policyScope).optional(),
    BASIC_SCAN_TYPE_VERSION: z.enum(SCAN_VERSIONS).describe(TEXTS.scanVersion).optional(),
    BLOB_MOUNTING: z.enum(BLOB_MOUNTINGS).describe(TEXTS.blobMounting).optional(),
  })
  .refine((settings) => Object.keys(settings).length > 0, {
    error: "expected at least 1 account setting, found none. Write one, or remove accountSettings",
  })
  .describe(TEXTS.accountSettings);

const LIMITED_ACTION = new RegExp(`^(?:${LIMITED_ACTIONS.join("|")})$`);

const quotaAlarmsSchema = z
  .strictObject({
    topic: z.string().min(1).describe(TEXTS.alarmTopic),
    percent: z.int().min(ALARM_PERCENT.min).max(ALARM_PERCENT.max).describe(TEXTS.alarmPercent).optional(),
    quotas: z
      .record(textLike(LIMITED_ACTION, oneOf(LIMITED_ACTIONS)), z.int().min(1))
      .describe(TEXTS.alarmQuotas)
      .optional(),
  })
  .describe(TEXTS.quotaAlarms);

/** Settings of the whole registry without templates. Only one environment of an account and region can have them. */
export const registrySettingsSchema = z.strictObject({
  accountSettings: accountSettingsSchema.optional(),
  scanning: scanningSchema.optional(),
  replication: replicationSchema.optional(),
  policy: policySchema.optional(),
  pullThroughCache: pullThroughCacheSchema.optional(),
  quotaAlarms: quotaAlarmsSchema.optional(),
  pullTimeUpdateExclusions: z
    .array(textLike(new RegExp(sourceWithLength(PULLING_PRINCIPAL)), EXPECTED.pullingPrincipal))
    .min(1)
    .describe(TEXTS.pullTimeUpdateExclusions)
    .optional(),
});
