/** Kubernetes takes 128 characters; the rest is for what is appended where one object has two owners. */
export const FIELD_MANAGER = { pattern: /^[!-~]+$/, maxLength: 110 } as const;

/**
 * Name of a role's session.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
