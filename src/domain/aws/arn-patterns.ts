import { ANY_PARTITION } from "./partitions";

/** What may stand in an ARN for a region, as a part of a pattern: a text, so that a new region is accepted. */
const ANY_REGION = "[a-z0-9-]+";
const ACCOUNT = "[0-9]{12}";

/** The beginning of an ARN of IAM, up to its resource, as a part of a pattern. */
export function iamArnStart(owner = ACCOUNT): string {
  return `arn:${ANY_PARTITION}:iam::${owner}:`;
}

/** The beginning of an ARN of a regional service, up to its resource, as a part of a pattern. */
export function regionalArnStart(service: string): string {
  return `arn:${ANY_PARTITION}:${service}:${ANY_REGION}:${ACCOUNT}:`;
}

/**
 * ARN of an IAM role with its path.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const ROLE_ARN = new RegExp(`^${iamArnStart()}role/([!-~]+/)?[\\w+=,.@-]{1,64}$`);

/** Id of a KMS key, as a part of a pattern: a UUID, or `mrk-` and 32 digits for a key of several regions. */
export const KEY_ID = "(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})";

/**
 * ARN of a KMS key. Policies and repositories know keys by it; an alias may move to another key.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN
 */
export const KEY_ARN = new RegExp(`^${regionalArnStart("kms")}key/${KEY_ID}$`);

/** ARN of a managed policy of a customer or of AWS. */
export const MANAGED_POLICY_ARN = new RegExp(`^${iamArnStart(`(?:${ACCOUNT}|aws)`)}policy/.+$`);
