import { z } from "zod";
import { regionalArnStart } from "../aws/arn-patterns";
import { ACCOUNT_ID, REGION } from "../aws/arn";
import { prefixPattern } from "./prefix";
import {
  BLOB_MOUNTINGS,
  POLICY_SCOPES,
  REGISTRY_LIMITS,
  SCAN_FREQUENCIES,
  SCAN_TYPES,
  SCAN_VERSIONS,
} from "./settings";
import { registryPolicySchema } from "../repository-policy/schema";
import { lenient } from "../problems/lenient-schema";
import { formatError, regionError } from "../problems/schema-messages";
import { roleArnSchema } from "../iam/role-arn";

const LIMITS = REGISTRY_LIMITS;

const textLike = (pattern: RegExp, expected: string) => z.string().regex(pattern, { error: formatError(expected) });

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html */
const scanningFilter = textLike(
  /^(?=.{1,256}$)[a-z0-9*]+(?:[._\-/][a-z0-9*]+)*$/,
  'a filter of lower-case letters, digits and . _ - / *, such as "team/*" or "*"',
);

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryFilter.html */
const replicationPrefix = textLike(
  /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]*)*\/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$/,
  'a prefix of repository names, 2 to 256 characters without "*", such as "team/"',
);

const SECRET_ARN = new RegExp(`^${regionalArnStart("secretsmanager")}secret:ecr-pullthroughcache/.+$`);
const CACHE_PREFIX = new RegExp(prefixPattern(2, 30));
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

const filters = <T extends z.ZodType>(filter: T) => z.array(filter).min(1).max(LIMITS.filtersOfARule);

const scanningSchema = z
  .strictObject({
    scanType: z
      .enum(SCAN_TYPES)
      .describe(
        "`BASIC` scans operating system packages; `ENHANCED` uses Amazon Inspector, which is billed separately.",
      ),
    rules: z
      .array(
        z.strictObject({
          scanFrequency: z
            .enum(SCAN_FREQUENCIES)
            .describe(
              "`SCAN_ON_PUSH`, or with `ENHANCED` also `CONTINUOUS_SCAN`, which scans again for each new vulnerability.",
            ),
          repositoryFilters: filters(scanningFilter).describe(
            `Names of the repositories to scan; \`*\` matches any characters; 1 to ${LIMITS.filtersOfARule} entries.`,
          ),
        }),
      )
      .max(LIMITS.scanningRules)
      .describe(
        `Rules that select the repositories to scan automatically; at most ${LIMITS.scanningRules}. With \`BASIC\`, other repositories are scanned if they set \`scanOnPush\`, or on request. With \`ENHANCED\`, other repositories are not scanned.`,
      ),
  })
  .describe(
    "How images are scanned in all repositories in the account and region. With `ENHANCED`, a repository's `scanOnPush` has no effect.",
  );

const replicationSchema = z
  .array(
    z.strictObject({
      destinations: z
        .array(
          z.strictObject({
            region: z.string().regex(REGION, { error: regionError }).describe("Region of the other registry."),
            account: textLike(ACCOUNT_ID, "an account ID of 12 digits, quoted")
              .describe("Account ID of the other registry. Defaults to the environment's own.")
              .optional(),
          }),
        )
        .min(1)
        .max(LIMITS.replicationDestinations)
        .describe(`Registries to copy to; at most ${LIMITS.replicationDestinations} different ones across all rules.`),
      repositoryPrefixes: filters(replicationPrefix)
        .describe(
          `Name prefixes of the repositories to copy; 1 to ${LIMITS.filtersOfARule}. Defaults to all repositories.`,
        )
        .optional(),
    }),
  )
  .min(1)
  .max(LIMITS.replicationRules)
  .describe(
    `Which repositories ECR replicates to other regions or accounts, starting with the next push; at most ${LIMITS.replicationRules} rules. Lifecycle policies, settings and older images are not copied.`,
  );

/** Checked separately, so that a fault in the policy does not hide faults in other settings. */
const policyInFull = registryPolicySchema.meta({ id: "RegistryPolicy" });
const policySchema = lenient(
  z
    .record(z.string(), z.unknown())
    .describe(
      "The registry policy: which accounts may replicate into it (`ecr:ReplicateImage`, `ecr:CreateRepository`) or fill its cache (`ecr:BatchImportUpstreamImage`). Statements name the repositories in `Resource`. The same checks apply as for repository policies.",
    ),
  policyInFull,
);

const pullThroughCacheSchema = z
  .array(
    z.strictObject({
      ecrRepositoryPrefix: textLike(
        CACHE_PREFIX,
        'a prefix of 2 to 30 lower-case letters, digits and . _ - /, such as "docker-hub", or ROOT for no prefix',
      ).describe("Name prefix of the cached repositories, such as `docker-hub`; `ROOT` for no prefix."),
      upstreamRegistryUrl: textLike(
        HOST,
        'a host name without https:// and path, such as "registry-1.docker.io"',
      ).describe("Host name of the upstream registry, such as `public.ecr.aws` or `registry-1.docker.io`."),
      credentialArn: textLike(
        SECRET_ARN,
        "a secret's ARN (arn:aws:secretsmanager:<region>:<account>:secret:ecr-pullthroughcache/<name>)",
      )
        .describe(
          "ARN of the AWS Secrets Manager secret with the user name and token. Public registries do not need one.",
        )
        .optional(),
      customRoleArn: roleArnSchema
        .describe("ARN of the role that ECR assumes to read another account's private registry.")
        .optional(),
      upstreamRepositoryPrefix: textLike(
        CACHE_PREFIX,
        "a prefix of 2 to 30 lower-case letters, digits and . _ - /, or ROOT for no prefix",
      )
        .describe("Name prefix in the upstream registry, if that is a private ECR registry; `ROOT` for no prefix.")
        .optional(),
    }),
  )
  .min(1)
  .max(LIMITS.pullThroughCacheRules)
  .describe(
    `Upstream registries whose images ECR caches when they are first pulled; at most ${LIMITS.pullThroughCacheRules} rules.`,
  );

const accountSettingsSchema = z
  .strictObject({
    REGISTRY_POLICY_SCOPE: z
      .enum(POLICY_SCOPES)
      .describe(
        "Which actions the registry policy accepts. `V1`: `ecr:ReplicateImage`, `ecr:CreateRepository` and `ecr:BatchImportUpstreamImage`. `V2`: all ECR actions.",
      )
      .optional(),
    BASIC_SCAN_TYPE_VERSION: z
      .enum(SCAN_VERSIONS)
      .describe("Scanner of `BASIC` scanning: `AWS_NATIVE`, or `CLAIR`, which AWS no longer supports.")
      .optional(),
    BLOB_MOUNTING: z
      .enum(BLOB_MOUNTINGS)
      .describe(
        "Whether a push may reuse a layer from another repository in the registry. Requires AWS provider 6.29 or later.",
      )
      .optional(),
  })
  .refine((settings) => Object.keys(settings).length > 0, {
    error: "expected at least 1 account setting, found none. Write one, or remove accountSettings",
  })
  .describe(
    "Account settings in the region, by their names in AWS. If you remove one here, its value in AWS does not change.",
  );

/** Description of `registry` in an environment, templates included. */
export const REGISTRY_DESCRIPTION =
  "Settings of the whole registry, which exist once per account and region. Settings you leave out are not managed. Settings you write replace whatever AWS has.";

/** Settings of the whole registry without templates. Only one environment of an account and region can have them. */
export const registrySettingsSchema = z.strictObject({
  accountSettings: accountSettingsSchema.optional(),
  scanning: scanningSchema.optional(),
  replication: replicationSchema.optional(),
  policy: policySchema.optional(),
  pullThroughCache: pullThroughCacheSchema.optional(),
});
