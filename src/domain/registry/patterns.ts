import { iamArnStart, regionalArnStart } from "../aws/arn-patterns";
import { ROOT } from "./settings";

/** A text's pattern, and its length apart from it, because Terraform's regular expressions have no look-ahead. */
export interface SizedPattern {
  readonly pattern: RegExp;
  readonly minLength: number;
  readonly maxLength: number;
}

const PART = "[a-z0-9]+(?:[._-][a-z0-9]+)*";
/** A name prefix, or `ROOT`. */
const PREFIX = new RegExp(`^(?:${ROOT}|${PART}(?:/${PART})*/?)$`);

/** Prefix of a pull-through cache rule. */
export const CACHE_PREFIX: SizedPattern = { pattern: PREFIX, minLength: 2, maxLength: 30 };
/** Prefix of a creation template. */
export const TEMPLATE_PREFIX: SizedPattern = { pattern: PREFIX, minLength: 2, maxLength: 256 };

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ScanningRepositoryFilter.html */
export const SCANNING_FILTER: SizedPattern = {
  pattern: /^[a-z0-9*]+(?:[._\-/][a-z0-9*]+)*$/,
  minLength: 1,
  maxLength: 256,
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryFilter.html */
export const REPLICATION_PREFIX: SizedPattern = {
  pattern: /^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*\/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$/,
  minLength: 2,
  maxLength: 256,
};

/** ARN of a pull-through cache's secret. ECR requires the beginning of its name. */
export const SECRET_ARN = new RegExp(`^${regionalArnStart("secretsmanager")}secret:ecr-pullthroughcache/.+$`);

/**
 * Name of a pull-through cache's secret.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 */
export const SECRET_NAME: SizedPattern = {
  pattern: /^ecr-pullthroughcache\/[A-Za-z0-9/_+=.@-]+$/,
  minLength: 1,
  maxLength: 512,
};

/**
 * ARN of a principal whose pulls do not count.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RegisterPullTimeUpdateExclusion.html
 */
export const PULLING_PRINCIPAL: SizedPattern = {
  pattern: new RegExp(`^${iamArnStart()}(?:role|user)/[\\w+=,.@-]+(?:/[\\w+=,.@-]+)*$`),
  minLength: 1,
  maxLength: 200,
};

/**
 * Alias of a KMS key. AWS reserves `alias/aws/` for its own keys.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 */
export const KEY_ALIAS: SizedPattern = { pattern: /^alias\/[a-zA-Z0-9/_-]+$/, minLength: 7, maxLength: 256 };
export const RESERVED_ALIAS = "alias/aws/";

/** Host name of an upstream registry. */
export const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/** Maximum length of a creation template's description. */
export const TEMPLATE_DESCRIPTION_LENGTH = 255;

/** Source of the pattern together with the length, for a JSON Schema. */
export function sourceWithLength({ pattern, minLength, maxLength }: SizedPattern): string {
  return `^(?=.{${minLength},${maxLength}}$)${pattern.source.slice(1)}`;
}

/** What the settings expect, for messages. */
export const EXPECTED = {
  scanningFilter: 'a filter of lowercase letters, digits and . _ - / *, such as "team/*" or "*"',
  replicationPrefix: 'a prefix of repository names, 2 to 256 characters without "*", such as "team/"',
  cachePrefix: 'a prefix of 2 to 30 lowercase letters, digits and . _ - /, such as "docker-hub", or ROOT for no prefix',
  upstreamPrefix: "a prefix of 2 to 30 lowercase letters, digits and . _ - /, or ROOT for no prefix",
  host: 'a host name without https:// or a path, such as "registry-1.docker.io"',
  secretArn: "a secret's ARN (arn:aws:secretsmanager:<region>:<account>:secret:ecr-pullthroughcache/<name>)",
  secretName: "a secret's name that begins with ecr-pullthroughcache/, such as ecr-pullthroughcache/docker-hub",
  pullingPrincipal: "the ARN of an IAM role or user (arn:aws:iam::<account>:role/<name>), at most 200 characters",
  keyAlias: "alias/<name> with letters, digits and / _ -, at most 256 characters, that does not start with alias/aws/",
  templatePrefix: "a prefix of repository names with 2 to 256 characters, or ROOT for all other names",
} as const;
