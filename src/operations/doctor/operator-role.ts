import { roleArn } from "../../domain/aws/arn";
import { clusterKey, clusterSid, issuerName } from "../../domain/operator/clusters";
import { planPolicies } from "../../domain/operator/plan-policies";
import { OPERATOR_ROLE_DEFAULTS } from "../../domain/operator/role-settings";
import { trustPolicy } from "../../domain/operator/trust-policy";
import { listText } from "../../domain/text/format";
import { cause, hasCause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { diagnoseKeys } from "./key";
import { type DeployedRole, type OperatorFacts } from "./operator-facts";
import { diagnosePermissions } from "./operator-permissions";
import { diagnoseProvider } from "./operator-provider";
import { diagnoseTrust } from "./operator-trust";

/** Checks an operator's side in AWS: the OIDC providers of its clusters, and the trust and permissions of its role. */
export function diagnoseOperator(facts: OperatorFacts): Diagnosis[] {
  const { environment, settings, role, clusters, keys } = facts;
  const providers = clusters.map((cluster) => diagnoseProvider(environment, cluster));
  if (!role.known) return [...providers, unknownCause("operator/role", undefined, role.why)];
  if (role.value === undefined) {
    const arn = roleArn(settings.location, settings.roleName, settings.path ?? OPERATOR_ROLE_DEFAULTS.path);
    const fix = `npx cdktf deploy ${environment}-access`;
    return [...providers, cause("operator/role", undefined, `IAM has no role ${arn}`, fix)];
  }
  const deployed = role.value;
  const trusts: Diagnosis[] = [];
  for (const { cluster, issuer, provider } of clusters) {
    if (!issuer.known || issuer.value === undefined || !provider.known || provider.value === undefined) continue;
    const trusted = { issuer: issuer.value, provider: provider.value, role: deployed, cluster: clusterKey(cluster) };
    trusts.push(...diagnoseTrust({ ...trusted, environment, serviceAccounts: settings.serviceAccounts }));
  }
  const permissions = [
    ...diagnoseKeys("operator/key", keys),
    ...diagnosePermissions(environment, settings, deployed, keys),
  ];
  const found = [...providers, ...trusts, ...permissions];
  // These causes already report what differs.
  return hasCause([...trusts, ...permissions]) ? found : [...found, ...diagnoseDifference(facts, deployed)];
}

/** Checks that a role that works is also as declared. */
function diagnoseDifference({ environment, settings, clusters }: OperatorFacts, role: DeployedRole): Diagnosis[] {
  const id = "operator/role-differs";
  const providers = clusters.flatMap(({ cluster, issuer, provider }) =>
    issuer.known && issuer.value !== undefined && provider.known && provider.value !== undefined
      ? [{ sid: clusterSid(cluster), issuer: issuerName(issuer.value), providerArn: provider.value.arn }]
      : [],
  );
  const differences: string[] = [];
  if (providers.length === clusters.length && !same(role.trust, trustPolicy(providers, settings.serviceAccounts)))
    differences.push("its trust policy differs");
  const declared = planPolicies(settings).documents;
  const missing = declared.filter((document) => !role.policies.some((policy) => same(policy.document, document)));
  const more = role.policies.filter(({ document }) => !declared.some((policy) => same(document, policy)));
  if (missing.length > 0)
    differences.push(`${missing.length} of ${declared.length} declared policies are missing or differ`);
  if (more.length > 0) differences.push(`${listText(more.map(({ name }) => name))} is attached but not declared`);
  if (role.boundary?.name !== settings.permissionsBoundary)
    differences.push(
      `expected permissions boundary ${settings.permissionsBoundary ?? "none"}, found ${role.boundary?.name ?? "none"}`,
    );
  if (differences.length === 0) return [ok("operator/role", undefined, `${role.arn} is as declared`)];
  return [
    cause(
      id,
      undefined,
      `${role.arn} differs from its declaration: ${differences.join("; ")}`,
      `review with npx cdktf diff ${environment}-access, fix with npx cdktf deploy ${environment}-access. Detach policies that Terraform does not manage yourself`,
    ),
  ];
}

function same(found: unknown, declared: unknown): boolean {
  return JSON.stringify(canonical(found)) === JSON.stringify(canonical(declared));
}

/** Order, and whether a single value is in a list, do not change the meaning of a policy. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [first, ...more] = value.map(canonical);
    if (more.length === 0) return first;
    return [first, ...more].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, canonical(field)]),
  );
}
