import { parseArn } from "../../domain/aws/arn";
import { listOf, type PolicyStatement } from "../../domain/iam/policy";
import { oneOf } from "../../domain/problems/problem";
import { issuerName } from "../../domain/operator/clusters";
import { subject, TOKEN_AUDIENCE, type TrustedServiceAccount } from "../../domain/operator/trust-policy";
import { cause, ok, type Diagnosis } from "./diagnosis";
import { evaluateAccess } from "./evaluate";
import { type DeployedProvider, type DeployedRole } from "./operator-facts";

export interface TrustFacts {
  readonly environment: string;
  /** Key of the cluster. */
  readonly cluster: string;
  readonly issuer: string;
  readonly provider: DeployedProvider;
  readonly role: DeployedRole;
  readonly serviceAccounts: readonly TrustedServiceAccount[];
}

const ID = "operator/trust";

/** Checks that the role's trust policy accepts the tokens of the operator's ServiceAccounts in a cluster. */
export function diagnoseTrust(facts: TrustFacts): Diagnosis[] {
  const { role, provider, cluster, serviceAccounts } = facts;
  const statements = statementsFor(role.trust, provider.arn);
  if (statements.length === 0) return [noStatement(facts)];
  const diagnoses: Diagnosis[] = [];
  for (const account of serviceAccounts) {
    const sub = subject({ namespace: filled(account.namespace), name: filled(account.name) });
    if (takes(facts, role.trust, sub)) continue;
    const bySubject = takes(facts, without(role.trust, ":sub"), sub);
    const byAudience = takes(facts, without(role.trust, ":aud"), sub);
    const byBoth = bySubject || byAudience || takes(facts, without(without(role.trust, ":sub"), ":aud"), sub);
    if (!byBoth) diagnoses.push(other(facts, sub));
    if (byBoth && !byAudience) diagnoses.push(subjectFault(facts, statements, sub));
    if (byBoth && !bySubject) diagnoses.push(audienceFault(facts, statements));
  }
  if (diagnoses.length > 0) return diagnoses;
  return [ok(ID, cluster, `${role.arn} accepts tokens of ${oneOf(serviceAccounts.map(subject), "and")}`)];
}

function noStatement({ role, provider, cluster, environment }: TrustFacts): Diagnosis {
  const trusted = statementsOf(role.trust).flatMap(({ Principal }) => federatedOf(Principal));
  return cause(
    "operator/trust-provider",
    cluster,
    `expected ${role.arn} to trust ${provider.arn}, found ${trusted.length === 0 ? "no OIDC provider" : oneOf(trusted, "and")}`,
    deploy(environment),
  );
}

function subjectFault(
  { role, cluster, environment }: TrustFacts,
  statements: readonly PolicyStatement[],
  sub: string,
): Diagnosis {
  return cause(
    "operator/trust-subject",
    cluster,
    `tokens of the ServiceAccount have the subject ${sub}, but the trust policy of ${role.arn} requires ${requiredValues(statements, ":sub")}`,
    `${deploy(environment)}. If the operator uses the other ServiceAccount, correct the operator's namespace and serviceAccount first`,
  );
}

function audienceFault({ role, cluster, environment }: TrustFacts, statements: readonly PolicyStatement[]): Diagnosis {
  return cause(
    "operator/trust-audience",
    cluster,
    `tokens of pods have the audience ${TOKEN_AUDIENCE}, but the trust policy of ${role.arn} requires ${requiredValues(statements, ":aud")}`,
    deploy(environment),
  );
}

function other({ role, cluster, environment, provider }: TrustFacts, sub: string): Diagnosis {
  return cause(
    "operator/trust-statement",
    cluster,
    `the trust policy of ${role.arn} names ${provider.arn}, but does not allow ${sub} to assume the role. Another condition or a Deny prevents it, or sts:AssumeRoleWithWebIdentity is missing from its actions`,
    deploy(environment),
  );
}

function deploy(environment: string): string {
  return `write the declared trust policy: npx cdktf deploy ${environment}-access`;
}

function takes({ issuer, role, provider }: TrustFacts, trust: unknown, sub: string): boolean {
  const claims = issuerName(issuer);
  const access = evaluateAccess(
    {
      principal: provider.arn,
      action: "sts:AssumeRoleWithWebIdentity",
      resource: role.arn,
      account: parseArn(role.arn)?.account ?? "",
      context: { [`${claims}:sub`]: sub, [`${claims}:aud`]: TOKEN_AUDIENCE },
    },
    { policies: [], resource: trust },
  );
  return access.answer === "allowed";
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

/** The values that conditions require of a claim, for messages. */
function requiredValues(statements: readonly PolicyStatement[], claim: string): string {
  const values = statements.flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap((keys) =>
      Object.entries(keys).flatMap(([key, value]) => (key.endsWith(claim) ? listOf(value).map(String) : [])),
    ),
  );
  return values.length === 0 ? "none" : oneOf([...new Set(values)]);
}

/** A name that matches the pattern of a ServiceAccount. */
function filled(pattern: string): string {
  return pattern.replaceAll(/[*?]/g, "a");
}
