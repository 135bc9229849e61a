import { z } from "zod";
import { regionalArnStart } from "../aws/arn-patterns";
import { ACCOUNT_ID, REGION } from "../aws/arn";
import { prefixPattern } from "./prefix";
import { REGISTRY_LIMITS, SCAN_FREQUENCIES, SCAN_TYPES } from "./settings";
import { registryPolicySchema } from "../repository-policy/schema";
import { lenient } from "../problems/lenient-schema";
import { formatError, regionError } from "../problems/schema-messages";
import { roleArnSchema } from "../iam/role-arn";

const LIMITS = REGISTRY_LIMITS;

const formed = (pattern: RegExp, allowed: string) => z.string().regex(pattern, { error: formatError(allowed) });

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html */
const scanningFilter = formed(
  /^(?=.{1,256}$)[a-z0-9*]+(?:[._\-/][a-z0-9*]+)*$/,
  'a filter has lower-case letters, digits, . _ - / and *, as in "team/*" or "*"',
);

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryFilter.html */
const replicationPrefix = formed(
  /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]*)*\/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$/,
  'a prefix is the beginning of repository names, 2 to 256 characters, as in "team/"; it has no *',
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
        "`BASIC` is ECR's own scan of operating system packages, `ENHANCED` that of Amazon Inspector, which costs.",
      ),
    rules: z
      .array(
        z.strictObject({
          scanFrequency: z
            .enum(SCAN_FREQUENCIES)
            .describe(
              "`SCAN_ON_PUSH`, or with `ENHANCED` also `CONTINUOUS_SCAN`, again whenever a vulnerability becomes known.",
            ),
          repositoryFilters: filters(scanningFilter).describe(
            `Names of the repositories that are scanned, in which \`*\` stands for any characters; 1 to ${LIMITS.filtersOfARule}.`,
          ),
        }),
      )
      .max(LIMITS.scanningRules)
      .describe(
        `What is scanned by itself; at most ${LIMITS.scanningRules} rules. An image of no rule is scanned when somebody asks.`,
      ),
  })
  .describe(
    "How images are scanned, in all repositories of the account and region. With `ENHANCED` a repository's `scanOnPush` has no effect.",
  );

const replicationSchema = z
  .array(
    z.strictObject({
      destinations: z
        .array(
          z.strictObject({
            region: z.string().regex(REGION, { error: regionError }).describe("Region of the other registry."),
            account: formed(ACCOUNT_ID, "an account id has 12 digits, quoted")
              .describe("Account id of the other registry. Defaults to the environment's own.")
              .optional(),
          }),
        )
        .min(1)
        .max(LIMITS.replicationDestinations)
        .describe(`Registries that get copies; at most ${LIMITS.replicationDestinations} different ones in all rules.`),
      repositoryPrefixes: filters(replicationPrefix)
        .describe(
          `Beginnings of names of the repositories that are copied; 1 to ${LIMITS.filtersOfARule}. Defaults to all.`,
        )
        .optional(),
    }),
  )
  .min(1)
  .max(LIMITS.replicationRules)
  .describe(
    `Which repositories ECR copies to other regions or accounts, from the next push on; at most ${LIMITS.replicationRules} rules. Lifecycle policies, settings and older images are not copied.`,
  );

/** Checked in full with the registry's other settings: a fault in it hides none of theirs. */
const policyInFull = registryPolicySchema.meta({ id: "RegistryPolicy" });
const policySchema = lenient(
  z
    .record(z.string(), z.unknown())
    .describe(
      "The registry's own policy: which accounts may replicate into it (`ecr:ReplicateImage`, `ecr:CreateRepository`) or fill its cache (`ecr:BatchImportUpstreamImage`). Statements also name the repositories, in `Resource`. It is checked as a repository policy is.",
    ),
  policyInFull,
);

const pullThroughCacheSchema = z
  .array(
    z.strictObject({
      ecrRepositoryPrefix: formed(
        CACHE_PREFIX,
        'a prefix has 2 to 30 lower-case letters, digits and . _ - /, as in "docker-hub"; ROOT stands for none',
      ).describe("Under which names the other registry's images are found here, as in `docker-hub`; `ROOT` for none."),
      upstreamRegistryUrl: formed(
        HOST,
        'a host name is allowed, without https:// and path, as in "registry-1.docker.io"',
      ).describe("Host name of the other registry, as in `public.ecr.aws` or `registry-1.docker.io`."),
      credentialArn: formed(
        SECRET_ARN,
        "the ARN of a secret is allowed whose name begins with ecr-pullthroughcache/, arn:aws:secretsmanager:<region>:<account>:secret:ecr-pullthroughcache/<name>",
      )
        .describe(
          "ARN of the secret in AWS Secrets Manager with the user name and token, which most registries but the public ones want.",
        )
        .optional(),
      customRoleArn: roleArnSchema
        .describe("ARN of the role that reads the private registry of another account.")
        .optional(),
      upstreamRepositoryPrefix: formed(
        CACHE_PREFIX,
        "a prefix has 2 to 30 lower-case letters, digits and . _ - /; ROOT stands for none",
      )
        .describe("Beginning of the names in the other registry, where that is an ECR of yours; `ROOT` for none.")
        .optional(),
    }),
  )
  .min(1)
  .max(LIMITS.pullThroughCacheRules)
  .describe(
    `Other registries whose images ECR fetches and keeps when they are first pulled; at most ${LIMITS.pullThroughCacheRules} rules.`,
  );

/** What `registry` means, with the templates that an environment writes beside these. */
export const REGISTRY_DESCRIPTION =
  "Settings of the whole registry, which the account has once in the region. What is left out is not managed. What AWS has of these is overwritten.";

/** Settings of the whole registry but for its templates; an environment of each account and region has them, and no other. */
export const registrySettingsSchema = z.strictObject({
  scanning: scanningSchema.optional(),
  replication: replicationSchema.optional(),
  policy: policySchema.optional(),
  pullThroughCache: pullThroughCacheSchema.optional(),
});
