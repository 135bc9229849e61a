/** A policy with the name to report. */
export interface NamedPolicy {
  /** Name of an inline policy, ARN of a managed one. */
  readonly name: string;
  /** The document, as AWS returns it. */
  readonly document: unknown;
}

/** Policies attached to a role or user in IAM. */
export interface PrincipalPolicies {
  /** ARN with its path. */
  readonly arn: string;
  readonly policies: readonly NamedPolicy[];
  /** Permissions boundary. @default - there is none */
  readonly boundary?: NamedPolicy;
}
