import { isDeepStrictEqual } from "node:util";
import { repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { PUSH_ACTIONS } from "../../domain/repository-policy/actions";
import { DENIALS, denialText, holderOf } from "./denial";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import {
  evaluateAccess,
  type AccessDecision,
  type AccessPolicies,
  type Denial,
  type PrincipalPolicies,
} from "./evaluate";
import { type Principal } from "./principal";
import { type Observed } from "./observed";

/** What a principal wants to do with a repository. */
export const PURPOSES = ["push", "pull"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What each takes on the repository; what docker asks for beyond that, it does without. */
const NEEDS: Readonly<Record<Purpose, readonly string[]>> = {
  push: PUSH_ACTIONS,
  pull: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
};
/** What logging in takes, on no resource: the policy of a repository can not grant it. */
const LOGIN = "ecr:GetAuthorizationToken";

/** The policy of a whole registry. */
export interface RegistryPolicy {
  readonly document: unknown;
  /** Whether its scope has it decide on every request (`V2`), and not on replication and new repositories only (`V1`). */
  readonly inForce: Observed<boolean>;
}

export interface GrantFacts {
  readonly location: AwsLocation;
  readonly repositoryName: string;
  readonly principal: Principal;
  /** What IAM has attached to the principal. */
  readonly identity: Observed<PrincipalPolicies>;
  /** Policy of the repository; `undefined` where it has none. */
  readonly repositoryPolicy: Observed<unknown>;
  /** Policy of the registry; `undefined` where it has none. */
  readonly registryPolicy: Observed<RegistryPolicy | undefined>;
  /** File and line that declare the repository. @default - it is not declared */
  readonly declaredAt?: string;
  readonly now: Date;
}

/** Whether a principal may push or pull: both sides of the grant, each by itself. */
export function diagnoseGrant(purpose: Purpose, facts: GrantFacts): Diagnosis[] {
  const { registryPolicy, repositoryName, principal } = facts;
  const without = diagnoseWith(undefined, purpose, facts);
  const open = (why: string): Diagnosis[] => [
    ...without.filter(({ verdict }) => verdict !== "ok"),
    unknownCause(`${purpose}/registry-policy`, repositoryName, why),
  ];
  if (!registryPolicy.known) return open(registryPolicy.why);
  if (registryPolicy.value === undefined) return without;
  const { document, inForce } = registryPolicy.value;
  if (inForce.known) return inForce.value ? diagnoseWith(document, purpose, facts) : without;
  // Most are about replication alone, and decide nothing here.
  if (isDeepStrictEqual(diagnoseWith(document, purpose, facts), without)) return without;
  return open(
    `whether ${principal.arn} may ${purpose}: the registry's policy would decide otherwise, and whether it counts for that is not known (${inForce.why})`,
  );
}

/** @param registry policy of the registry. @default - none that counts */
function diagnoseWith(registry: unknown, purpose: Purpose, facts: GrantFacts): Diagnosis[] {
  const { principal, location, identity, repositoryName } = facts;
  const between = principal.account !== location.account;
  const diagnoses = between
    ? diagnoseBetweenAccounts(purpose, facts, registry)
    : diagnoseWithinAccount(purpose, facts, registry);
  if (diagnoses.length > 0) return diagnoses;
  const read = identity.known
    ? ` (${counted(identity.value.policies.length, "policy", "policies")} of its own read)`
    : "";
  return [
    ok(
      `${purpose}/allowed`,
      repositoryName,
      `${principal.arn} may ${purpose}${read}; service control, session and endpoint policies are not looked at`,
    ),
  ];
}

/** Whether a principal may log docker in, which takes a policy of its own whatever a repository allows. */
export function diagnoseLogin(facts: GrantFacts): Diagnosis {
  const { identity, principal } = facts;
  const id = "access/login";
  if (!identity.known) return unknownCause(id, undefined, `whether ${principal.arn} may ${LOGIN}: ${identity.why}`);
  const access = ask(facts, LOGIN, "*", principal.account, identity.value);
  if (access.answer === "allowed") return ok(id, undefined, `${principal.arn} may log docker in (${LOGIN})`);
  if (access.answer === "unclear")
    return unknownCause(id, undefined, `whether ${principal.arn} may ${LOGIN}: ${access.why}`);
  return cause(
    id,
    undefined,
    `${principal.arn} may not ${LOGIN}, so docker login fails: ${denialText(access.by)}`,
    `allow ${LOGIN} on "*" in a policy of ${principal.arn}; a repository policy can not grant it`,
  );
}

/** Everything is allowed on this side. */
const OPEN = [
  { name: "open", document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] } },
];

function diagnoseWithinAccount(purpose: Purpose, facts: GrantFacts, registry: unknown): Diagnosis[] {
  const { identity, repositoryPolicy } = facts;
  const resource = repositoryPolicy.known ? repositoryPolicy.value : undefined;
  const id = `${purpose}/identity-policy` as const;
  if (!identity.known) {
    // What the policies of the repository and the registry alone decide, is decided.
    const alone = answers(purpose, facts, { policies: [], resource, registry });
    if (alone.every(({ access }) => access.answer === "allowed")) return [];
    const denied = explained(purpose, facts, alone).filter(({ id: found }) =>
      /\/(repository|registry)-policy$/.test(found),
    );
    return denied.length > 0 ? denied : [unknownCause(id, facts.repositoryName, identity.why)];
  }
  const found = explained(purpose, facts, answers(purpose, facts, { ...identity.value, resource, registry }));
  if (repositoryPolicy.known || (found.length > 0 && found.some(({ verdict }) => verdict === "cause"))) return found;
  return [unknownCause(`${purpose}/repository-policy`, facts.repositoryName, repositoryPolicy.why)];
}

/** Each side is asked with the other wide open, so that each says its own. */
function diagnoseBetweenAccounts(purpose: Purpose, facts: GrantFacts, registry: unknown): Diagnosis[] {
  const { identity, repositoryPolicy, principal, repositoryName, location } = facts;
  const open = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principal.arn }, Action: "*" }],
  };
  const ours = repositoryPolicy.known
    ? explained(purpose, facts, answers(purpose, facts, { policies: OPEN, resource: repositoryPolicy.value, registry }))
    : [unknownCause(`${purpose}/repository-policy`, repositoryName, repositoryPolicy.why)];
  if (identity.known)
    return [...ours, ...explained(purpose, facts, answers(purpose, facts, { ...identity.value, resource: open }))];
  const needed = `it has to allow ${NEEDS[purpose].join(", ")} on ${repositoryArn(location, repositoryName)}, and ${LOGIN} on "*"`;
  return [
    ...ours,
    unknownCause(
      `${purpose}/identity-policy`,
      repositoryName,
      `the other side of the grant, in account ${principal.account}, is not seen (${identity.why}): ${needed}. Give its policies by --identity-policy <file>, or run doctor with credentials of that account`,
    ),
  ];
}

interface Answered {
  readonly action: string;
  readonly access: AccessDecision;
}

function answers(purpose: Purpose, facts: GrantFacts, policies: AccessPolicies): Answered[] {
  const { location, repositoryName } = facts;
  const arn = repositoryArn(location, repositoryName);
  return NEEDS[purpose].map((action) => ({ action, access: ask(facts, action, arn, location.account, policies) }));
}

function ask(
  { principal, location, now }: GrantFacts,
  action: string,
  resource: string,
  account: string,
  policies: AccessPolicies,
): AccessDecision {
  // The account's own root user needs no policy.
  if (principal.kind === "account" && principal.account === location.account) return { answer: "allowed" };
  const context = {
    "aws:PrincipalAccount": principal.account,
    "aws:RequestedRegion": location.region,
    "aws:CurrentTime": now.toISOString(),
  };
  return evaluateAccess({ principal: principal.arn, action, resource, account, context }, policies);
}

/** One diagnosis for each side and statement that says no, with the actions that it says no to. */
function explained(purpose: Purpose, facts: GrantFacts, answered: readonly Answered[]): Diagnosis[] {
  const denied = new Map<string, { readonly by: readonly Denial[]; readonly actions: string[] }>();
  const unclear = new Map<string, string[]>();
  for (const { action, access } of answered) {
    if (access.answer === "unclear") unclear.set(access.why, [...(unclear.get(access.why) ?? []), action]);
    if (access.answer !== "denied") continue;
    const key = JSON.stringify(access.by);
    const same = denied.get(key);
    if (same === undefined) denied.set(key, { by: access.by, actions: [action] });
    else same.actions.push(action);
  }
  const { principal, repositoryName } = facts;
  return [
    ...[...denied.values()].map(({ by, actions }) => denial(purpose, facts, by, actions)),
    ...[...unclear].map(([why, actions]) =>
      unknownCause(
        `${purpose}/conditions`,
        repositoryName,
        `whether ${principal.arn} may ${actions.join(", ")}: ${why}`,
      ),
    ),
  ];
}

function denial(purpose: Purpose, facts: GrantFacts, by: readonly Denial[], actions: readonly string[]): Diagnosis {
  const { principal, repositoryName, location } = facts;
  const [first] = by;
  const id = `${purpose}/${DENIALS[first?.side ?? "identity"]}` as const;
  const found = `${principal.arn} may not ${actions.join(", ")}: ${denialText(by)}`;
  const arn = repositoryArn(location, repositoryName);
  const grant = grantText(purpose, facts);
  const fix =
    first?.statement !== undefined
      ? `take ${first.statement} of ${holderOf(first.side, facts)} away, or let it except ${principal.arn}`
      : first?.side === "resource"
        ? grant
        : first?.side === "boundary"
          ? `allow these actions on ${arn} in its permissions boundary too`
          : principal.account === location.account
            ? `allow these actions on ${arn} in a policy of ${principal.arn}, or ${grant}`
            : `in account ${principal.account}, allow these actions on ${arn} in a policy of ${principal.arn}`;
  return cause(id, repositoryName, found, fix);
}

function grantText(purpose: Purpose, { principal, declaredAt }: GrantFacts): string {
  const key = purpose === "push" ? "pushPrincipals" : "pullPrincipals";
  return declaredAt === undefined
    ? `allow ${principal.arn} these actions in the repository's policy`
    : `add ${JSON.stringify(principal.arn)} to ${key} at ${declaredAt}, and deploy`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
