/**
 * IAM policy documents as plain data.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface PolicyDocument {
  readonly Version: "2012-10-17" | "2008-10-17";
  readonly Id?: string;
  readonly Statement: readonly PolicyStatement[];
}

export type OneOrMore<T> = T | readonly T[];

/** `*`, or principals by type: `{ AWS: [...] }`, `{ Service: ... }`, `{ Federated: ... }`. */
export type PolicyPrincipal = "*" | Readonly<Record<string, OneOrMore<string>>>;

export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, OneOrMore<string | number | boolean>>>>>;

export interface PolicyStatement {
  /** Letters and digits, unique in the document. */
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: PolicyPrincipal;
  readonly NotPrincipal?: PolicyPrincipal;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Condition?: PolicyCondition;
}

/** One value or a list, as a list. */
export function listOf<T extends string | number | boolean>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/**
 * A document's length as IAM's quotas count it: without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replaceAll(/\s/g, "").length;
}

/** All principals that a policy names: ARNs, account IDs, service domains, `*`. */
export function documentPrincipals({ Statement }: PolicyDocument): string[] {
  return Statement.flatMap(({ Principal, NotPrincipal }) =>
    [Principal, NotPrincipal].flatMap((principal) =>
      typeof principal === "string" ? [principal] : Object.values(principal ?? {}).flatMap((names) => listOf(names)),
    ),
  );
}
