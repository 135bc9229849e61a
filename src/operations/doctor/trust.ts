import { parseArn } from "../../domain/aws/arn";
import { listOf, type PolicyStatement } from "../../domain/iam/policy";
import { oneOf } from "../../domain/problems/problem";
import { evaluateAccess, type AccessDecision } from "./evaluate";
import { type DeployedRole } from "./operator-facts";

/** An OIDC token that a workload exchanges for a role's credentials. */
export interface WebIdentity {
  /** ARN of the OIDC provider of the token's issuer. */
  readonly providerArn: string;
  /** Without `https://`. */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Other claims that IAM can test. @default - unknown */
  readonly claims?: Readonly<Record<string, string>>;
}

/** What a trust policy does not accept of a token, or why that is unknown. */
export type TrustFault =
  | { readonly kind: "provider" | "subject" | "audience" | "statement" }
  | { readonly kind: "unclear"; readonly why: string };

type TrustedRole = Pick<DeployedRole, "arn" | "trust">;

/** Compares a token with a role's trust policy. @returns an empty list if the role accepts it */
export function trustFaults(role: TrustedRole, token: WebIdentity): TrustFault[] {
  const { arn, trust } = role;
  if (statementsFor(trust, token.providerArn).length === 0) return [{ kind: "provider" }];
  const decision = assume(arn, trust, token);
  if (decision.answer === "allowed") return [];
  if (decision.answer === "unclear") return [{ kind: "unclear", why: decision.why }];
  const passes = (changed: unknown): boolean => assume(arn, changed, token).answer !== "denied";
  const bySubject = passes(without(trust, ":sub"));
  const byAudience = passes(without(trust, ":aud"));
  if (!bySubject && !byAudience && !passes(without(without(trust, ":sub"), ":aud"))) return [{ kind: "statement" }];
  return [...(byAudience ? [] : [{ kind: "subject" } as const]), ...(bySubject ? [] : [{ kind: "audience" } as const])];
}

function assume(arn: string, trust: unknown, token: WebIdentity): AccessDecision {
  const { providerArn, issuer, subject, audience, claims = {} } = token;
  const request = {
    principal: providerArn,
    action: "sts:AssumeRoleWithWebIdentity",
    resource: arn,
    account: parseArn(arn)?.account ?? "",
    context: {
      [`${issuer}:sub`]: subject,
      [`${issuer}:aud`]: audience,
      ...Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value])),
    },
  };
  return evaluateAccess(request, { policies: [], resource: trust });
}

/** A trust policy without its conditions on one claim. */
function without(trust: unknown, claim: string): unknown {
  const Statement = statementsOf(trust).map(({ Condition, ...statement }) => {
    if (Condition === undefined) return statement;
    const conditions = Object.entries(Condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).filter(([key]) => !key.endsWith(claim))),
    ]);
    const kept = conditions.filter(([, keys]) => Object.keys(keys as object).length > 0);
    return kept.length === 0 ? statement : { ...statement, Condition: Object.fromEntries(kept) as object };
  });
  return { Version: "2012-10-17", Statement };
}

function statementsOf(trust: unknown): readonly PolicyStatement[] {
  const { Statement } = (trust ?? {}) as { readonly Statement?: unknown };
  if (Statement === undefined) return [];
  // IAM returns only policies that it has validated.
  return (Array.isArray(Statement) ? Statement : [Statement]) as readonly PolicyStatement[];
}

function statementsFor(trust: unknown, providerArn: string): PolicyStatement[] {
  return statementsOf(trust).filter(({ Principal }) => federatedOf(Principal).includes(providerArn));
}

function federatedOf(principal: PolicyStatement["Principal"]): readonly string[] {
  return principal === undefined || principal === "*" ? [] : listOf(principal["Federated"]);
}

/** The OIDC providers that a trust policy names, for messages. */
export function trustedProviders(trust: unknown): string {
  const trusted = statementsOf(trust).flatMap(({ Principal }) => federatedOf(Principal));
  return trusted.length === 0 ? "no OIDC provider" : oneOf(trusted, "and");
}

/** The values that a trust policy requires of a claim of a provider's tokens. */
export function requiredValues(trust: unknown, providerArn: string, claim: "sub" | "aud"): string[] {
  const values = statementsFor(trust, providerArn).flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap((keys) =>
      Object.entries(keys).flatMap(([key, value]) => (key.endsWith(`:${claim}`) ? listOf(value).map(String) : [])),
    ),
  );
  return [...new Set(values)];
}

/** Values of a claim, for messages. */
export function valuesText(values: readonly string[]): string {
  return values.length === 0 ? "none" : oneOf(values);
}
