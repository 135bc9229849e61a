import { isDeepStrictEqual } from "node:util";
import { repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { PUSH_ACTIONS } from "../../domain/repository-policy/actions";
import { countText } from "../../domain/text/format";
import { DENIALS, denialText, holderOf } from "./denial";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { evaluateAccess, type AccessDecision, type AccessPolicies, type Denial } from "./evaluate";
import { type PrincipalPolicies } from "../../domain/iam/attached-policies";
import { type Principal } from "../../domain/iam/principal";
import { type Observed } from "./observed";

/** What a principal does with a repository. */
export const PURPOSES = ["push", "pull"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Actions on the repository that each purpose requires. Docker works without the others that it requests. */
const REQUIRED_ACTIONS: Readonly<Record<Purpose, readonly string[]>> = {
  push: PUSH_ACTIONS,
  pull: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
};
/** Action that docker login requires. It has no resource, so a repository policy cannot grant it. */
const LOGIN = "ecr:GetAuthorizationToken";

/** The policy of a whole registry. */
export interface RegistryPolicy {
  readonly document: unknown;
  /** Whether its scope is every request (`V2`) rather than only replication and new repositories (`V1`). */
  readonly inForce: Observed<boolean>;
}

export interface GrantFacts {
  readonly location: AwsLocation;
  readonly repositoryName: string;
  readonly principal: Principal;
  /** Policies attached to the principal in IAM. */
  readonly identity: Observed<PrincipalPolicies>;
  /** Policy of the repository; `undefined` if there is none. */
  readonly repositoryPolicy: Observed<unknown>;
  /** Policy of the registry; `undefined` if there is none. */
  readonly registryPolicy: Observed<RegistryPolicy | undefined>;
  /** File and line of the repository's declaration. @default - it is not declared */
  readonly declaredAt?: string;
  /** The pull-through cache that the repository belongs to. @default - none */
  readonly cache?: CacheFacts;
  readonly now: Date;
}

/** The pull-through cache of a repository. */
export interface CacheFacts {
  /** Host name of the upstream registry. */
  readonly upstream: string;
  /** Whether the repository exists. Otherwise the first pull creates it. */
  readonly exists: boolean;
}

/** Checks whether a principal may push or pull, and reports each policy that prevents it. */
export function diagnoseGrant(purpose: Purpose, facts: GrantFacts): Diagnosis[] {
  const { registryPolicy, repositoryName, principal } = facts;
  const withoutRegistry = diagnoseWith(undefined, purpose, facts);
  const unclear = (why: string): Diagnosis[] => [
    ...withoutRegistry.filter(({ verdict }) => verdict !== "ok"),
    unknownCause(`${purpose}/registry-policy`, repositoryName, why),
  ];
  if (!registryPolicy.known) return unclear(registryPolicy.why);
  if (registryPolicy.value === undefined) return withoutRegistry;
  const { document, inForce } = registryPolicy.value;
  if (inForce.known) return inForce.value ? diagnoseWith(document, purpose, facts) : withoutRegistry;
  // Most registry policies are only about replication, and change nothing here.
  if (isDeepStrictEqual(diagnoseWith(document, purpose, facts), withoutRegistry)) return withoutRegistry;
  return unclear(
    `cannot determine whether ${principal.arn} may ${purpose}: the registry policy changes the answer, and its scope is unknown (${inForce.why})`,
  );
}

/** @param registry policy of the registry. @default - none in force */
function diagnoseWith(registry: unknown, purpose: Purpose, facts: GrantFacts): Diagnosis[] {
  const { principal, location, identity, repositoryName } = facts;
  const isCrossAccount = principal.account !== location.account;
  const diagnoses = isCrossAccount
    ? diagnoseCrossAccount(purpose, facts, registry)
    : diagnoseWithinAccount(purpose, facts, registry);
  if (diagnoses.length > 0) return diagnoses;
  const evaluated = identity.known
    ? ` (${countText(identity.value.policies.length, "identity policy", "identity policies")} evaluated)`
    : "";
  return [
    ok(
      `${purpose}/allowed`,
      repositoryName,
      `${principal.arn} may ${purpose}${evaluated}. Service control policies, session policies and VPC endpoint policies are not evaluated`,
    ),
  ];
}

/** Checks whether a principal may log docker in. Only an identity policy can grant it. */
export function diagnoseLogin(facts: GrantFacts): Diagnosis {
  const { identity, principal } = facts;
  const id = "access/login";
  if (!identity.known) return unknownCause(id, undefined, unclearText(principal, LOGIN, identity.why));
  const access = decisionOn(facts, LOGIN, "*", principal.account, identity.value);
  if (access.answer === "allowed") return ok(id, undefined, `${principal.arn} may log in with docker (${LOGIN})`);
  if (access.answer === "unclear") return unknownCause(id, undefined, unclearText(principal, LOGIN, access.why));
  return cause(
    id,
    undefined,
    `${principal.arn} is denied ${LOGIN}, so docker login fails: ${denialText(access.by)}`,
    `allow ${LOGIN} on "*" in a policy attached to ${principal.arn}. A repository policy cannot grant it`,
  );
}

export function unclearText({ arn }: Principal, actions: string, why: string): string {
  return `cannot determine whether ${arn} may call ${actions}: ${why}`;
}

/** Identity policies that allow everything. */
export const OPEN = [
  { name: "open", document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] } },
];

function diagnoseWithinAccount(purpose: Purpose, facts: GrantFacts, registry: unknown): Diagnosis[] {
  const { identity, repositoryPolicy } = facts;
  const resource = repositoryPolicy.known ? repositoryPolicy.value : undefined;
  const id = `${purpose}/identity-policy` as const;
  if (!identity.known) {
    // The policies of the repository and the registry may decide without identity policies.
    const alone = decisions(purpose, facts, { policies: [], resource, registry });
    if (alone.every(({ access }) => access.answer === "allowed")) return [];
    const denied = diagnosesOf(purpose, facts, alone).filter(({ id: found }) =>
      /\/(repository|registry)-policy$/.test(found),
    );
    return denied.length > 0 ? denied : [unknownCause(id, facts.repositoryName, identity.why)];
  }
  const found = diagnosesOf(purpose, facts, decisions(purpose, facts, { ...identity.value, resource, registry }));
  if (repositoryPolicy.known || (found.length > 0 && found.some(({ verdict }) => verdict === "cause"))) return found;
  return [unknownCause(`${purpose}/repository-policy`, facts.repositoryName, repositoryPolicy.why)];
}

/** Evaluates each side while the other allows everything, so that each reports its own denials. */
function diagnoseCrossAccount(purpose: Purpose, facts: GrantFacts, registry: unknown): Diagnosis[] {
  const { identity, repositoryPolicy, principal, repositoryName, location } = facts;
  const open = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principal.arn }, Action: "*" }],
  };
  const resourceSide = repositoryPolicy.known
    ? diagnosesOf(
        purpose,
        facts,
        decisions(purpose, facts, { policies: OPEN, resource: repositoryPolicy.value, registry }),
      )
    : [unknownCause(`${purpose}/repository-policy`, repositoryName, repositoryPolicy.why)];
  if (identity.known) {
    const identitySide = decisions(purpose, facts, { ...identity.value, resource: open });
    return [...resourceSide, ...diagnosesOf(purpose, facts, identitySide)];
  }
  const required = `The policies must allow ${REQUIRED_ACTIONS[purpose].join(", ")} on ${repositoryArn(location, repositoryName)}, and ${LOGIN} on "*"`;
  return [
    ...resourceSide,
    unknownCause(
      `${purpose}/identity-policy`,
      repositoryName,
      `the principal's policies in account ${principal.account} could not be read (${identity.why}). ${required}. To check the policies, pass --identity-policy <file>, or run doctor with credentials for that account`,
    ),
  ];
}

interface ActionDecision {
  readonly action: string;
  readonly access: AccessDecision;
}

function decisions(purpose: Purpose, facts: GrantFacts, policies: AccessPolicies): ActionDecision[] {
  const { location, repositoryName } = facts;
  const arn = repositoryArn(location, repositoryName);
  return REQUIRED_ACTIONS[purpose].map((action) => ({
    action,
    access: decisionOn(facts, action, arn, location.account, policies),
  }));
}

export function decisionOn(
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

/** One diagnosis for each statement or policy that denies, with the denied actions. */
function diagnosesOf(purpose: Purpose, facts: GrantFacts, made: readonly ActionDecision[]): Diagnosis[] {
  const denied = new Map<string, { readonly by: readonly Denial[]; readonly actions: string[] }>();
  const unclear = new Map<string, string[]>();
  for (const { action, access } of made) {
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
      unknownCause(`${purpose}/conditions`, repositoryName, unclearText(principal, actions.join(", "), why)),
    ),
  ];
}

function denial(purpose: Purpose, facts: GrantFacts, by: readonly Denial[], actions: readonly string[]): Diagnosis {
  const { principal, repositoryName, location } = facts;
  const [first] = by;
  const id = `${purpose}/${DENIALS[first?.side ?? "identity"]}` as const;
  const found = `${principal.arn} is denied ${actions.join(", ")}: ${denialText(by)}`;
  const arn = repositoryArn(location, repositoryName);
  const grant = grantText(purpose, facts);
  const fix =
    first?.statement !== undefined
      ? `remove ${first.statement} from ${holderOf(first.side, facts)}, or exclude ${principal.arn} from it`
      : first?.side === "resource"
        ? grant
        : first?.side === "boundary"
          ? `allow these actions on ${arn} in the principal's permissions boundary too`
          : principal.account === location.account
            ? `allow these actions on ${arn} in a policy attached to ${principal.arn}, or ${grant}`
            : `in account ${principal.account}, allow these actions on ${arn} in a policy attached to ${principal.arn}`;
  return cause(id, repositoryName, found, fix);
}

function grantText(purpose: Purpose, { principal, declaredAt }: GrantFacts): string {
  const key = purpose === "push" ? "pushPrincipals" : "pullPrincipals";
  return declaredAt === undefined
    ? `grant these actions to ${principal.arn} in the repository policy`
    : `add ${JSON.stringify(principal.arn)} to ${key} at ${declaredAt}, and deploy`;
}
