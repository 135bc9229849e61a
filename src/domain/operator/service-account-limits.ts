/** A kind of Kubernetes name. */
export interface KubernetesName {
  /** Id of the rule that checks it. */
  readonly rule: string;
  readonly pattern: RegExp;
  readonly maxLength: number;
  /** What the pattern accepts, for messages. */
  readonly allowed: string;
}

/** Kubernetes accepts 128 characters. The rest is for the suffixes of the Deployment's two field managers. */
export const FIELD_MANAGER = { pattern: /^[!-~]+$/, maxLength: 110 } as const;

/**
 * Role session name.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
