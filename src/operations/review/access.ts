import { isDeepStrictEqual } from "node:util";
import { declaredFacts } from "../access/declared-facts";
import { type RightAccess } from "../access/decide-rights";
import { type AccessFacts, type RepositoryFacts } from "../access/facts";
import { accessMatrix, type AccessMatrix, type PrincipalAccess } from "../access/matrix";
import { RIGHTS, type Right } from "../access/rights";
import { accessText, principalText, RIGHT_NAMES } from "../access/words";
import { groupBy } from "../../domain/collections/group-by";
import { oneOf } from "../../domain/problems/problem";
import { upperFirst } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { type AccessChange, type Finding } from "./finding";
import { type ReviewKind } from "./kinds";

/** An environment among the project's others, at one of the two revisions. */
export interface EnvironmentAmongOthers {
  readonly environment: Environment;
  readonly others: readonly Environment[];
}

/** Who gains and who loses a right, on which repositories, and by which statement. */
export function accessFindings(before: EnvironmentAmongOthers, after: EnvironmentAmongOthers): Finding[] {
  const old = declaredFacts(before.environment, before.others);
  const facts = declaredFacts(after.environment, after.others);
  const names = concerned(old, facts);
  if (names.size === 0) return [];
  const only = ({ repositories, ...same }: AccessFacts): AccessFacts => ({
    ...same,
    repositories: repositories.filter(({ repositoryName }) => names.has(repositoryName)),
  });
  const [oldOnes, newOnes] = [byRepository(accessMatrix(only(old))), byRepository(accessMatrix(only(facts)))];
  // A principal that one side does not name may still have rights there, by a statement for everyone.
  const [oldMissing, newMissing] = [unnamed(old), unnamed(facts)];
  const { account } = after.environment.location;
  const existed = new Set(old.repositories.map(nameOf));
  const known = new Map<PrincipalAccess | undefined, Map<PrincipalAccess | undefined, Finding[]>>();
  // Repositories of a group share their decisions, so most comparisons are repeated.
  const compared = (was: PrincipalAccess | undefined, is: PrincipalAccess | undefined): Finding[] => {
    const ofOld = known.get(was) ?? new Map<PrincipalAccess | undefined, Finding[]>();
    known.set(was, ofOld);
    const findings = ofOld.get(is) ?? rightFindings(was, is, account);
    ofOld.set(is, findings);
    return findings;
  };
  return [...newOnes].flatMap(([name, principals]) => {
    const previous = oldOnes.get(name);
    const all = new Set([...(previous?.keys() ?? []), ...principals.keys()]);
    return [...all].flatMap((principal) =>
      compared(
        previous?.get(principal) ?? oldMissing(name, principal),
        principals.get(principal) ?? newMissing(name, principal),
      ).map((finding) => ({
        ...finding,
        ...(existed.has(name) ? {} : { kind: kindOfNew(finding.kind) }),
        repositories: [name],
      })),
    );
  });
}

/** Decides about principals that the policies of one side do not name. */
function unnamed(facts: AccessFacts): (name: string, principal: string) => PrincipalAccess | undefined {
  const repositories = new Map(facts.repositories.map((repository) => [repository.repositoryName, repository]));
  const decided = new Map<string, PrincipalAccess | undefined>();
  return (name, principal) => {
    const repository = repositories.get(name);
    if (repository === undefined) return undefined;
    // Repositories with the same policy and tags differ only if a role's policies do, which name the role.
    const key = JSON.stringify([principal, repository.policy, repository.tags]);
    if (!decided.has(key)) {
      const { groups } = accessMatrix({ ...facts, repositories: [repository] }, { principals: [principal] });
      decided.set(key, groups[0]?.principals[0]);
    }
    return decided.get(key);
  };
}

/** The repositories whose policies or tags differ; all if a role's or the registry's policies do. Deleted ones are reported elsewhere. */
function concerned(before: AccessFacts, after: AccessFacts): ReadonlySet<string> {
  const names = after.repositories.map(({ repositoryName }) => repositoryName);
  if (!isDeepStrictEqual([before.roles, before.registry], [after.roles, after.registry])) return new Set(names);
  const old = new Map(before.repositories.map((repository) => [repository.repositoryName, repository]));
  return new Set(after.repositories.filter((now) => !isDeepStrictEqual(old.get(now.repositoryName), now)).map(nameOf));
}

function nameOf({ repositoryName }: RepositoryFacts): string {
  return repositoryName;
}

function byRepository({ groups }: AccessMatrix): Map<string, ReadonlyMap<string, PrincipalAccess>> {
  return new Map(
    groups.flatMap(({ repositories, principals }) => {
      const ofName = new Map(principals.map((principal) => [principal.name, principal]));
      return repositories.map((name) => [name, ofName] as const);
    }),
  );
}

/** Nothing in a new repository is at risk yet, so what its own account may do with it is only noted. */
function kindOfNew(kind: ReviewKind): ReviewKind {
  return kind === "pull-inside" || kind === "access-inside" ? "access-new" : kind;
}

type Change = AccessChange["change"];

/** The findings about one principal, rights with the same change and the same reason together. */
function rightFindings(was: PrincipalAccess | undefined, is: PrincipalAccess | undefined, account: string): Finding[] {
  const principal = is ?? was;
  if (principal === undefined) return [];
  const changes = RIGHTS.flatMap((right) => {
    const [old, now] = [was?.access[right], is?.access[right]];
    const change = changeOf(old, now);
    if (change === undefined) return [];
    const kind = kindOf(change, right, principal, now, account);
    return [{ right, kind, change, why: textOf(now), before: textOf(old) }];
  });
  return groupBy(changes, ({ right: _, ...same }) => same).map((group) => {
    const [{ kind, change, why, before }] = group;
    const rights = group.map(({ right }) => right);
    const deciding = change === "lost" ? was : is;
    const accesses = rights.flatMap((right) => deciding?.access[right] ?? []);
    const name = callerText(principal, accesses, account);
    const names = rights.map((right) => RIGHT_NAMES[right]);
    const short = `${name} may ${change === "lost" ? "no longer " : ""}${oneOf(names, "and")}`;
    const common = { kind, repositories: [], access: { principal: principal.name, change, rights } };
    if (change === "conditions") {
      const details = [`Now: ${why}.`, `Before: ${before}.`];
      return { ...common, message: `${short} under different conditions`, details };
    }
    const reason = change === "lost" ? before : why;
    return { ...common, message: short, short, details: reason === "" ? [] : [reasonText(change, reason)] };
  });
}

/** Most conditions in the name of the callers that a statement for everyone is for. */
const MAX_CONDITIONS = 2;

/** A principal, and for a statement for everyone under conditions, the callers that meet them. */
function callerText(principal: PrincipalAccess, accesses: readonly RightAccess[], account: string): string {
  const name = principalText(principal, account);
  if (principal.kind !== "everyone" || accesses.some(isUnconditional)) return name;
  const allowing = accesses.flatMap(({ statements }) => statements.filter(({ effect }) => effect === "Allow"));
  const [first, ...others] = [...new Set(allowing.map(({ conditions }) => oneOf(conditions, "and")))];
  const isShort = others.length === 0 && (allowing[0]?.conditions.length ?? 0) <= MAX_CONDITIONS;
  return `everyone (${isShort && first !== undefined && first !== "" ? first : "under conditions"})`;
}

function reasonText(change: Change, reason: string): string {
  if (change === "lost") return `Before: ${reason}.`;
  return reason.startsWith("if ") ? `${upperFirst(reason)}.` : `By ${reason}.`;
}

function textOf(access: RightAccess | undefined): string {
  return access === undefined ? "" : accessText(access);
}

function rankOf(access: RightAccess | undefined): number {
  if (access === undefined) return 0;
  const { answer, statements, withoutStatement = [] } = access;
  if (answer === "depends" && (statements.length === 0 || withoutStatement.length > 0)) return 0;
  return RANK[access.answer];
}

const RANK = { denied: 0, depends: 1, allowed: 2 } as const;

function changeOf(was: RightAccess | undefined, is: RightAccess | undefined): Change | undefined {
  // That the account's own IAM policies may allow a right says nothing about a change.
  const [old, now] = [rankOf(was), rankOf(is)];
  if (now > old) return "gained";
  if (now < old) return "lost";
  if (now === 0 || was === undefined || is === undefined) return undefined;
  return isDeepStrictEqual(conditionsOf(was), conditionsOf(is)) ? undefined : "conditions";
}

/** What a right depends on, whatever the statements are called. */
function conditionsOf({ statements, needs, alternatives }: RightAccess): unknown {
  const texts = statements.map(({ effect, policy, conditions }) => JSON.stringify([effect, policy, conditions]));
  return [[...new Set(texts)].sort(), needs, alternatives];
}

function kindOf(
  change: Change,
  right: Right,
  principal: PrincipalAccess,
  access: RightAccess | undefined,
  account: string,
): ReviewKind {
  if (change === "lost") return "access-lost";
  if (change === "conditions") return "access-conditions";
  if (principal.kind === "everyone" && access !== undefined && isUnconditional(access)) return "public-access";
  const isInside = principal.account === account;
  if (right === "pull") return isInside ? "pull-inside" : "pull-outside";
  return isInside ? "access-inside" : "access-outside";
}

/** Whether an allowing statement has no condition. Callers' own policies do not count: they write them themselves. */
function isUnconditional({ statements }: RightAccess): boolean {
  return statements.some(({ effect, conditions }) => effect === "Allow" && conditions.length === 0);
}
