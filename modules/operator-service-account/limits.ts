/**
 * ARN of an IAM role, which the annotation holds.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const ROLE_ARN = /^arn:(aws|aws-cn|aws-us-gov):iam::[0-9]{12}:role\/([!-~]+\/)?[\w+=,.@-]{1,64}$/;

/** Kubernetes takes 128 characters; the rest is for what is appended where one object has two owners. */
export const FIELD_MANAGER = { pattern: /^[!-~]+$/, maxLength: 110 } as const;

/**
 * Name of a role's session.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
