import { parseArn } from "../aws/arn";
import { isOfOneOwner } from "../ci/breadth";
import { requiresKey, type ConditionTest } from "../iam/conditions";
import { listOf } from "../iam/policy";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { placedTests, statementNames, type PartialStatement, type PlacedTest } from "../repository-policy/draft";
import { finding } from "./rules";

/**
 * What principals of a kind call to assume a role.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */
const ASSUMING: Readonly<Record<string, readonly string[]>> = {
  AWS: ["sts:AssumeRole", "sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession"],
  Service: ["sts:AssumeRole", "sts:SetContext", "sts:TagSession"],
  Federated: [
    ...["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
    ...["sts:SetSourceIdentity", "sts:TagSession"],
  ],
};

/** Every action of a trust policy. */
export const TRUST_ACTIONS: readonly string[] = [...new Set(Object.values(ASSUMING).flat())];

const CLAIMS = [
  ["sub", "missing-subject"],
  ["aud", "missing-audience"],
] as const;

/** Reports tokens that are trusted whoever they were issued to, and principals that cannot assume the role. */
export function checkTrust(partial: PartialStatement): Problem[] {
  const { at, statement } = partial;
  const { Effect, Principal } = statement;
  if (Effect !== "Allow" || Principal === undefined || Principal === "*") return [];
  const kinds = Object.keys(Principal);
  const tests = placedTests(partial);
  const providers = listOf(Principal["Federated"]).flatMap((name) => issuerOf(name) ?? []);
  const problems = providers.flatMap((issuer) => [
    ...CLAIMS.flatMap(([claim, rule]) => {
      const ofClaim = tests.filter(({ lowerKey }) => lowerKey === `${issuer}:${claim}`.toLowerCase());
      if (ofClaim.some((test) => limitsClaim(claim, test))) return [];
      const found = ofClaim[0] && `${ofClaim[0].text} ${ofClaim[0].values.join(", ")}`;
      const message = `expected a condition on ${issuer}:${claim} that limits which tokens are accepted, found ${quoteValue(found)}. Add StringEquals ${issuer}:${claim}`;
      return [finding(rule, [...at, "Condition"], message)];
    }),
    ...foreignIssuers(tests, providers),
  ]);
  const callable = kinds.flatMap((kind) => ASSUMING[kind] ?? []);
  if (!callable.some((action) => statementNames(statement, action))) {
    const message = `expected an action that ${oneOf(kinds)} principals call, such as ${callable[0] ?? "sts:AssumeRole"}, found ${quoteValue(statement.Action ?? statement.NotAction)}. No one can assume the role through this statement`;
    problems.push(finding("void", [...at, "Action"], message));
  }
  return problems;
}

/** The issuer of an OIDC provider, as condition keys name it. */
function issuerOf(provider: string): string | undefined {
  return /^oidc-provider\/(.+)$/.exec(parseArn(provider)?.resource ?? "")?.[1];
}

/** Whether a test requires a claim with values that not every token has. */
function limitsClaim(claim: string, { operator, values }: ConditionTest): boolean {
  if (!requiresKey(operator) || !/^string(?:equals|equalsignorecase|like)$/.test(operator.name)) return false;
  return operator.name !== "stringlike" || values.every((value) => isNarrow(claim, value));
}

/** Whether a pattern leaves others out: subjects of other owners, or any other value. */
function isNarrow(claim: string, pattern: string): boolean {
  return claim === "sub" ? isOfOneOwner(pattern) : /[^*?:/]/.test(pattern);
}

/** Tests of another provider's claims, which no token of the trusted ones has. */
function foreignIssuers(tests: readonly PlacedTest[], issuers: readonly string[]): Problem[] {
  return tests.flatMap(({ key, at }) => {
    const [, issuer = ""] = /^(.*):(?:sub|aud|amr|azp|email|oaud)$/i.exec(key) ?? [];
    const isForeign = issuer !== "" && !issuers.some((known) => known.toLowerCase() === issuer.toLowerCase());
    if (!isForeign) return [];
    const message = `expected a claim of ${oneOf(issuers)}, found ${quoteValue(key)}, which the provider's tokens do not contain. Correct the key`;
    return [finding("foreign-key", at, message)];
  });
}
