import { groupBy } from "../collections/group-by";
import { conditionOf, type PolicyStatement } from "../iam/policy";
import { LAMBDA_ACCOUNTS_SID, type GrantPart, type GrantTest } from "./parts";

/**
 * The fewest statements that grant exactly what the parts do: two parts that differ only in the values of their test, or only
 * in their principals, become one. The order depends on the contents, not on the order of the parts. The modules do the same
 * in HCL (`modules/ecr-repository/grants.ts`).
 */
export function mergedStatements(parts: readonly GrantPart[]): PolicyStatement[] {
  const byValues = grouped(withoutCovered(parts), ({ sid, type, principals, actions, test, limits }) => [
    ...[sid, type, principals, actions],
    ...[operatorOf(test), keyOf(test), limits],
  ]).map(([first, ...others]) =>
    withValues(
      first,
      [first, ...others].flatMap(({ test }) => test?.[2] ?? []),
    ),
  );
  const byPrincipals = grouped(byValues, ({ sid, type, actions, test, limits }) => [
    ...[sid, type, actions],
    ...[operatorOf(test), keyOf(test), test?.[2] ?? [], limits],
  ]).map(([first, ...others]) => ({
    ...first,
    principals: [...new Set([first, ...others].flatMap(({ principals }) => principals))],
  }));
  return byPrincipals.map(statementOf);
}

/** An account that may pull without a condition needs no statement of its own for its functions. */
function withoutCovered(parts: readonly GrantPart[]): GrantPart[] {
  const pulling = new Set(parts.flatMap(({ sid, principals }) => (sid === "AllowPull" ? principals : [])));
  return parts.filter(
    ({ sid, principals }) => sid !== LAMBDA_ACCOUNTS_SID || !principals.every((principal) => pulling.has(principal)),
  );
}

function operatorOf(test: GrantTest | undefined): string {
  return test?.[0] ?? "";
}

function keyOf(test: GrantTest | undefined): string {
  return test?.[1] ?? "";
}

function withValues({ test, ...part }: GrantPart, values: readonly string[]): GrantPart {
  if (test === undefined) return part;
  return { ...part, test: [test[0], test[1], [...new Set(values)].sort()] };
}

/** The parts with the same key, sorted by the key's JSON. */
function grouped(parts: readonly GrantPart[], key: (part: GrantPart) => unknown): [GrantPart, ...GrantPart[]][] {
  const text = ([first]: readonly [GrantPart, ...GrantPart[]]): string => JSON.stringify(key(first));
  return groupBy(parts, key).sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

function statementOf({ sid, type, principals, actions, test, limits }: GrantPart): PolicyStatement {
  const tests = test === undefined ? limits : [test, ...limits];
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: type === "*" ? "*" : { [type]: principals },
    Action: [...actions],
    ...(tests.length === 0 ? {} : { Condition: conditionOf(tests) }),
  };
}
