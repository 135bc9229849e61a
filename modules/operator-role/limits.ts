/**
 * What IAM takes for a role. `description` is Latin-1 without control characters.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const ROLE_LIMITS = {
  name: /^[\w+=,.@-]{1,64}$/,
  path: /^\/([!-~]+\/)?$/,
  pathLength: 512,
  description: /^[\t\n\r\x20-\x7E\xA1-\xFF]{0,1000}$/,
  sessionSeconds: { least: 3600, most: 43_200 },
} as const;

/**
 * Characters that a trust policy may have, and the most that AWS raises it to.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const TRUST_POLICY_QUOTA = { characters: 2048, most: 8192 } as const;

/** ARN of a customer's or of one of AWS's managed policies; account and partition are the role's. */
export const BOUNDARY_ARN = /^arn:(aws|aws-cn|aws-us-gov):iam::([0-9]{12}|aws):policy\/.+$/;

/** ARN of a KMS key; policies do not know keys by their aliases. */
export const KEY_ARN = /^arn:(aws|aws-cn|aws-us-gov):kms:[a-z0-9-]+:[0-9]{12}:key\/[\w-]+$/;
