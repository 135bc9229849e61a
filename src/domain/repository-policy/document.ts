import { listOf, type PolicyDocument, type PolicyPrincipal, type PolicyStatement } from "../iam/policy";
import { type RepositoryPolicy } from "./schema";

/**
 * A repository's policy as it is sent: the custom statements, then the grants, with keys in a fixed order. If a grant's `Sid` is
 * used already, the first free number is appended (`AllowPull2`); custom `Sid`s never change.
 * @returns `undefined` if there are no statements
 */
export function repositoryPolicyDocument(
  custom: RepositoryPolicy | undefined,
  grants: readonly PolicyStatement[],
): PolicyDocument | undefined {
  const written = listOf(custom?.Statement);
  const usedSids = new Set(written.flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid])));
  const statements = [...written, ...grants.map((grant) => withFreeSid(grant, usedSids))];
  if (statements.length === 0) return undefined;
  return {
    Version: custom?.Version ?? "2012-10-17",
    ...present({ Id: custom?.Id }),
    Statement: statements.map(statementDocument),
  };
}

function withFreeSid(grant: PolicyStatement, usedSids: Set<string>): PolicyStatement {
  const { Sid } = grant;
  if (Sid === undefined) return grant;
  let free = Sid;
  for (let number = 2; usedSids.has(free); number += 1) free = `${Sid}${number}`;
  usedSids.add(free);
  return { ...grant, Sid: free };
}

function statementDocument(statement: PolicyStatement): PolicyStatement {
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  return {
    ...present({ Sid }),
    Effect,
    ...present({
      Principal: Principal && principalDocument(Principal),
      NotPrincipal: NotPrincipal && principalDocument(NotPrincipal),
      Action,
      NotAction,
      Resource,
      NotResource,
      Condition,
    }),
  };
}

function principalDocument(principal: PolicyPrincipal): PolicyPrincipal {
  if (principal === "*") return principal;
  return Object.fromEntries(Object.entries(principal).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function present<T extends object>(optional: T): Partial<T> {
  return Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<T>;
}
