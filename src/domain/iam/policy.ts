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

/** `*`, or principals by kind: `{ AWS: [...] }`, `{ Service: ... }`, `{ Federated: ... }`. */
export type PolicyPrincipal = "*" | Readonly<Record<string, OneOrMore<string>>>;

export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, OneOrMore<string | number | boolean>>>>>;

export interface PolicyStatement {
  /** Letters and digits, unique in its document. */
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

/** A value that may be one or a list, as a list. */
export function listOf<T extends string | number | boolean>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/**
 * Characters of a document as IAM counts them against its quotas: without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replaceAll(/\s/g, "").length;
}

/** Everyone whom a policy names, be it to allow, to deny or to except: ARNs, account ids, domains of services, `*`. */
export function documentPrincipals({ Statement }: PolicyDocument): string[] {
  return Statement.flatMap(({ Principal, NotPrincipal }) =>
    [Principal, NotPrincipal].flatMap((principal) =>
      typeof principal === "string" ? [principal] : Object.values(principal ?? {}).flatMap((names) => listOf(names)),
    ),
  );
}
