/**
 * IAM's limits on a role. `description` accepts Latin-1 without control characters.
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
 * IAM's quota for a trust policy: `characters` by default, `most` after a quota increase.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const TRUST_POLICY_QUOTA = { characters: 2048, most: 8192 } as const;
