import { type AwsLocation, repositoryArn, roleArn } from "../core/aws";
import { distinctEntries } from "../operator-role/manages";
import { clusterKey, clusterSid, issuerName } from "../operator-role/clusters";
import { DELETE_ACTION, KEY_ACTIONS, OPERATOR_ACTIONS } from "../operator-role/permissions";
import { planPolicies } from "../operator-role/plan-policies";
import { OPERATOR_ROLE_DEFAULTS, type OperatorRoleSettings } from "../operator-role/settings";
import { trustPolicy } from "../operator-role/trust-policy";
import { cause, hasCause, ok, someOf, unknown, type Diagnosis } from "./diagnosis";
import { evaluateAccess, type Denial } from "./evaluate";
import { type DeployedRole, type OperatorFacts } from "./operator-facts";
import { diagnoseProvider } from "./operator-provider";
import { diagnoseTrust } from "./operator-trust";

/**
 * The AWS side of an operator that does not get ready: its clusters' OIDC providers, and the role's trust and permissions.
 */
export function diagnoseOperator(facts: OperatorFacts): Diagnosis[] {
  const { environment, settings, role, clusters } = facts;
  const providers = clusters.map((cluster) => diagnoseProvider(environment, cluster));
  if (!role.known) return [...providers, unknown("operator/role", undefined, role.why)];
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
  const permissions = diagnosePermissions(environment, settings, deployed);
  const found = [...providers, ...trusts, ...permissions];
  // What makes the difference is told already.
  return hasCause([...trusts, ...permissions]) ? found : [...found, ...diagnoseDifference(facts, deployed)];
}

function diagnosePermissions(environment: string, settings: OperatorRoleSettings, role: DeployedRole): Diagnosis[] {
  const denied = new Map<string, { readonly by: readonly Denial[]; readonly on: string; readonly actions: string[] }>();
  const unclear: string[] = [];
  const needs = needsOf(settings);
  for (const { action, resource, on, keyPolicy } of needs) {
    const access = evaluateAccess(
      { principal: role.arn, action, resource, account: resource.split(":")[4] ?? "" },
      { ...role, resource: keyPolicy },
    );
    if (access.answer === "unclear") unclear.push(`${action} on ${on}: ${access.why}`);
    if (access.answer !== "denied") continue;
    const key = `${on} ${JSON.stringify(access.by)}`;
    const same = denied.get(key);
    if (same === undefined) denied.set(key, { by: access.by, on, actions: [action] });
    else same.actions.push(action);
  }
  const id = "operator/permissions";
  const found = [...denied.values()].map(({ by, on, actions }) =>
    cause(
      id,
      on,
      `${role.arn} may not ${actions.join(", ")} there: ${by.map(denialText).join("; ")}`,
      fixText(environment, by, settings),
    ),
  );
  if (found.length > 0) return found;
  if (unclear.length > 0) return [unknown(id, undefined, someOf(unclear))];
  return [
    ok(id, undefined, `${role.arn} may do what the operator calls on ${someOf(distinctEntries(settings.manages))}`),
  ];
}

function denialText({ side, statement }: Denial): string {
  const whose = side === "boundary" ? "its permissions boundary" : "its policies";
  return statement === undefined
    ? `${whose} ${side === "boundary" ? "does" : "do"} not allow it`
    : `denied by ${statement}`;
}

function fixText(environment: string, by: readonly Denial[], { permissionsBoundary }: OperatorRoleSettings): string {
  const [first] = by;
  if (first?.side === "boundary")
    return `allow it in the boundary ${permissionsBoundary ?? "of the role"} too, or take the boundary off`;
  return `npx cdktf deploy ${environment}-access attaches the declared policies${first?.statement === undefined ? "" : "; detach the policy that denies"}`;
}

interface Need {
  readonly action: string;
  readonly resource: string;
  /** How people call the resource. */
  readonly on: string;
  /** Policy of a key; AWS's usual one leaves the decision to IAM. */
  readonly keyPolicy?: object;
}

function needsOf({ manages, location, allowDelete, kmsKeyArns }: OperatorRoleSettings): Need[] {
  const actions = allowDelete === true ? [...OPERATOR_ACTIONS, DELETE_ACTION] : OPERATOR_ACTIONS;
  const repositories = distinctEntries(manages).flatMap((entry) => {
    const resource = repositoryArn(location, entry.endsWith("/") ? `${entry}any` : entry);
    return actions.map((action) => ({ action, resource, on: entry }));
  });
  const keys = (kmsKeyArns ?? []).flatMap((arn) =>
    KEY_ACTIONS.map((action) => ({ action, resource: arn, on: arn, keyPolicy: usualKeyPolicy(location) })),
  );
  return [...repositories, ...keys];
}

function usualKeyPolicy({ account }: AwsLocation): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" }],
  };
}

/** Whether the role is what is declared, where it does all that it has to. */
function diagnoseDifference({ environment, settings, clusters }: OperatorFacts, role: DeployedRole): Diagnosis[] {
  const id = "operator/role-differs";
  const providers = clusters.flatMap(({ cluster, issuer, provider }) =>
    issuer.known && issuer.value !== undefined && provider.known && provider.value !== undefined
      ? [{ sid: clusterSid(cluster), issuer: issuerName(issuer.value), providerArn: provider.value.arn }]
      : [],
  );
  const differences: string[] = [];
  if (providers.length === clusters.length && !same(role.trust, trustPolicy(providers, settings.serviceAccounts)))
    differences.push("its trust policy is another");
  const declared = planPolicies(settings).documents;
  const missing = declared.filter((document) => !role.policies.some((policy) => same(policy.document, document)));
  const more = role.policies.filter(({ document }) => !declared.some((each) => same(document, each)));
  if (missing.length > 0)
    differences.push(`${missing.length} of its ${declared.length} declared policies are not attached as declared`);
  if (more.length > 0) differences.push(`${someOf(more.map(({ name }) => name))} is attached and not declared`);
  if (role.boundary?.name !== settings.permissionsBoundary)
    differences.push(
      `its permissions boundary is ${role.boundary?.name ?? "none"}, declared ${settings.permissionsBoundary ?? "none"}`,
    );
  if (differences.length === 0) return [ok("operator/role", undefined, `${role.arn} is as declared`)];
  return [
    cause(
      id,
      undefined,
      `${role.arn} is not as declared: ${differences.join("; ")}`,
      `npx cdktf diff ${environment}-access shows it, npx cdktf deploy ${environment}-access undoes it; what Terraform does not know of has to be detached by hand`,
    ),
  ];
}

function same(found: unknown, declared: unknown): boolean {
  return JSON.stringify(canonical(found)) === JSON.stringify(canonical(declared));
}

/** Policies mean the same whatever the order in them, and whether one value stands in a list. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [first, ...more] = value.map(canonical);
    if (more.length === 0) return first;
    return [first, ...more].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, canonical(each)]));
}
