/**
 * IAM policy documents as plain data.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface PolicyDocument {
  /** Version of the policy language. Use `2012-10-17`, because the older version does not support policy variables. */
  readonly Version: "2012-10-17" | "2008-10-17";
  /**
   * Name of the policy. It has no effect.
   * @default - none
   */
  readonly Id?: string;
  /** The statements. A matching `Deny` overrides every `Allow`. */
  readonly Statement: readonly PolicyStatement[];
}

/** A value, or a list of values. */
export type OneOrMore<T> = T | readonly T[];

/** `*`, or principals by type: `{ AWS: [...] }`, `{ Service: ... }`, `{ Federated: ... }`. */
export type PolicyPrincipal = "*" | Readonly<Record<string, OneOrMore<string>>>;

/**
 * Operator, then key, then values: `{ StringEquals: { "aws:PrincipalOrgID": "o-example" } }`. All operators and keys must match.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, OneOrMore<string | number | boolean>>>>>;

/** The values of a key in a condition, as they are written. */
export type ConditionValues = PolicyCondition[string][string];

/**
 * A statement of a policy. Each has an action element; identity policies have a resource element, and resource policies a
 * principal element.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export interface PolicyStatement {
  /**
   * Name of the statement: letters and digits, unique in the document.
   * @default - none
   */
  readonly Sid?: string;
  /** Whether the statement allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /**
   * The principals to which the statement applies. Only in resource policies and trust policies.
   * @default - none
   */
  readonly Principal?: PolicyPrincipal;
  /**
   * The principals that a `Deny` exempts.
   * @default - none
   */
  readonly NotPrincipal?: PolicyPrincipal;
  /**
   * Actions, such as `ecr:BatchGetImage`. `*` matches any characters.
   * @default - `NotAction` selects the actions
   */
  readonly Action?: OneOrMore<string>;
  /**
   * Actions to which the statement does not apply.
   * @default - `Action` selects the actions
   */
  readonly NotAction?: OneOrMore<string>;
  /**
   * ARNs of resources. `*` and `?` are wildcards. Not in repository policies.
   * @default - none, or `NotResource` selects the resources
   */
  readonly Resource?: OneOrMore<string>;
  /**
   * ARNs of resources to which the statement does not apply.
   * @default - none, or `Resource` selects the resources
   */
  readonly NotResource?: OneOrMore<string>;
  /**
   * When the statement applies.
   * @default - always
   */
  readonly Condition?: PolicyCondition;
}

/** One value or a list, as a list. */
export function listOf<T>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** A single value as text, as IAM returns it. */
export function textOrList(values: readonly string[]): OneOrMore<string> {
  const [first = "", ...others] = values;
  return others.length === 0 ? first : values;
}

/** Whether IAM must compare a value with wildcards: `*` (any characters) or `?` (one character). */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** A test of a condition: operator, key and values. */
export type KeyTest = readonly [operator: string, key: string, values: OneOrMore<string>];

/** The condition that requires all of the tests. */
export function conditionOf(tests: readonly KeyTest[]): PolicyCondition {
  const condition: Record<string, PolicyCondition[string]> = {};
  for (const [operator, key, values] of tests) condition[operator] = { ...condition[operator], [key]: values };
  return condition;
}

/** A document with these statements. */
export function policyOf(statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * A document's length as IAM's quotas count it: without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replaceAll(/\s/g, "").length;
}

/** The kinds and names in a principal element. `*` is `AWS` with the name `*`, which means the same. */
export function kindsAndNames(principal: PolicyPrincipal | undefined): (readonly [kind: string, name: string])[] {
  if (typeof principal === "string") return [["AWS", principal]];
  return Object.entries(principal ?? {}).flatMap(([kind, names]) => listOf(names).map((name) => [kind, name] as const));
}

/** The names in a principal element: ARNs, account IDs, service domains, `*`. @param ofKind `AWS`, `Service` or `Federated` */
export function principalNames(principal: PolicyPrincipal | undefined, ofKind?: string): string[] {
  return kindsAndNames(principal).flatMap(([kind, name]) => (ofKind === undefined || kind === ofKind ? [name] : []));
}

/** All principals that a policy names: ARNs, account IDs, service domains, `*`. */
export function documentPrincipals({ Statement }: PolicyDocument): string[] {
  return Statement.flatMap(({ Principal, NotPrincipal }) => [
    ...principalNames(Principal),
    ...principalNames(NotPrincipal),
  ]);
}
