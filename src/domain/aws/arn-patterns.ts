import { ANY_PARTITION } from "./partitions";

/** Also accepts regions that AWS adds later. */
const ANY_REGION = "[a-z0-9-]+";
const ACCOUNT = "[0-9]{12}";

/** Pattern source of an IAM ARN, up to its resource. */
export function iamArnStart(owner = ACCOUNT): string {
  return `arn:${ANY_PARTITION}:iam::${owner}:`;
}

/** Pattern source of a regional service's ARN, up to its resource. */
export function regionalArnStart(service: string): string {
  return `arn:${ANY_PARTITION}:${service}:${ANY_REGION}:${ACCOUNT}:`;
}

/**
 * ARN of an IAM role with its path.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const ROLE_ARN = new RegExp(`^${iamArnStart()}role/([!-~]+/)?[\\w+=,.@-]{1,64}$`);

/** Id of a KMS key: a UUID, or `mrk-` and 32 digits for a multi-region key. */
export const KEY_ID_PATTERN = "(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})";

/**
 * ARN of a KMS key. Policies and repositories need the ARN, because an alias can move to another key.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN
 */
export const KEY_ARN = new RegExp(`^${regionalArnStart("kms")}key/${KEY_ID_PATTERN}$`);

/** ARN of a managed policy, customer-managed or AWS-managed. */
export const MANAGED_POLICY_ARN = new RegExp(`^${iamArnStart(`(?:${ACCOUNT}|aws)`)}policy/.+$`);

/** A pattern's source without its anchors, to use in another pattern. */
export function withoutAnchors({ source }: RegExp): string {
  return source.replace(/^\^/, "").replace(/\$$/, "");
}
