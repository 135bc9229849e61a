import { isDeepStrictEqual } from "node:util";
import { type Partition } from "../aws/arn";
import { listOf, principalNames, type PolicyDocument, type PolicyPrincipal, type PolicyStatement } from "../iam/policy";
import { repositoryPolicyDocument } from "./document";
import { grantStatements, type PrincipalGrants } from "./grants";
import { type RepositoryPolicy } from "./schema";

/** Whether two policies are equal, ignoring the order of values and statements, and lists of one value. */
export function samePolicy(a: RepositoryPolicy | undefined, b: RepositoryPolicy | undefined): boolean {
  return isDeepStrictEqual(normal(a), normal(b));
}

/** The grants of a policy that has no other statements; `undefined` for other policies. */
export function grantsIn(policy: RepositoryPolicy, partition: Partition): PrincipalGrants | undefined {
  const { Statement = [] } = repositoryPolicyDocument(policy, []) ?? {};
  const grants = {
    pullPrincipals: principalsOf(Statement.find(({ Sid }) => Sid === "AllowPull")),
    pushPrincipals: principalsOf(Statement.find(({ Sid }) => Sid === "AllowPush")),
  };
  const granted = repositoryPolicyDocument(undefined, grantStatements(grants, partition));
  return samePolicy(granted, policy) ? grants : undefined;
}

/** The AWS principals of a statement, accounts by their ID. */
export function principalsOf(statement: PolicyStatement | undefined): string[] {
  if (statement?.Principal === "*") return [];
  const names = principalNames(statement?.Principal, "AWS");
  return names.map((name) => /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(name)?.[1] ?? name);
}

function normal(policy: RepositoryPolicy | undefined): unknown {
  const document: PolicyDocument | undefined = policy && repositoryPolicyDocument(policy, []);
  if (document === undefined) return undefined;
  const statements = document.Statement.map(({ Principal, NotPrincipal, Action, NotAction, Condition, ...rest }) => ({
    ...rest,
    Principal: normalPrincipal(Principal),
    NotPrincipal: normalPrincipal(NotPrincipal),
    Action: [...listOf(Action)].sort(),
    NotAction: [...listOf(NotAction)].sort(),
    Condition: mapValues(Condition ?? {}, (keys) => mapValues(keys, (value) => listOf(value).map(String).sort())),
  }));
  const byText = statements.map((statement) => ({ statement, text: JSON.stringify(statement) }));
  return {
    ...document,
    Statement: byText.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ statement }) => statement),
  };
}

function normalPrincipal(principal: PolicyPrincipal | undefined): unknown {
  if (principal === undefined || principal === "*") return principal;
  return mapValues(principal, (names) => [...listOf(names)].sort());
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, map: (value: T) => R): Record<string, R> {
  const sorted = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, value]) => [key, map(value)]));
}
