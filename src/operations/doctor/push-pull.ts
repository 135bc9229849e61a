import { isDeepStrictEqual } from "node:util";
import { repositoryArn, type AwsLocation } from "../../domain/aws/arn";
import { groupBy } from "../../domain/collections/group-by";
import { PUSH_ACTIONS } from "../../domain/repository-policy/actions";
import { countText } from "../../domain/text/format";
import { DENIALS, denialText, holderOf } from "./denial";
import { cause, hasCause, ok, unknownCause, type Diagnosis } from "./diagnosis";
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
  const why = `the answer depends on whether the registry policy applies to pushes and pulls (scope V2), and the scope could not be read (${inForce.why})`;
  return unclear(`cannot determine whether ${principal.arn} may ${purpose}: ${why}`);
}

/** @param registry policy of the registry. @default - none in force */
function diagnoseWith(registry: unknown, purpose: Purpose, facts: GrantFacts): Diagnosis[] {
  const { principal, location, identity, repositoryName } = facts;
  const diagnose = principal.account === location.account ? diagnoseWithinAccount : diagnoseCrossAccount;
  const diagnoses = diagnose(purpose, facts, registry);
  if (diagnoses.length > 0) return diagnoses;
  const evaluated = identity.known
    ? ` (${countText(identity.value.policies.length, "identity policy", "identity policies")} evaluated)`
    : "";
  const found = `${principal.arn} may ${purpose}${evaluated}. Service control policies, session policies and VPC endpoint policies are not evaluated`;
  return [ok(`${purpose}/allowed`, repositoryName, found)];
}

/** Checks whether a principal may log docker in. Only an identity policy can grant it. */
export function diagnoseLogin(facts: GrantFacts): Diagnosis {
  const { identity, principal } = facts;
  const id = "access/login";
  if (!identity.known) return unknownCause(id, undefined, unclearText(principal, LOGIN, identity.why));
  const access = decisionOn(facts, LOGIN, "*", principal.account, identity.value);
  if (access.answer === "allowed") return ok(id, undefined, `${principal.arn} may log in with docker (${LOGIN})`);
  if (access.answer === "unclear") return unknownCause(id, undefined, unclearText(principal, LOGIN, access.why));
  const found = `${principal.arn} is denied ${LOGIN}, so docker login fails: ${denialText(access.by)}`;
  const fix =
    access.by[0]?.statement === undefined
      ? `allow ${LOGIN} on "*" in ${access.by[0]?.side === "boundary" ? "the permissions boundary of" : "a policy attached to"} ${principal.arn}. A repository policy cannot grant it`
      : `remove ${access.by[0].statement} from the policies of ${principal.arn}, or exclude ${LOGIN} from it`;
  return cause(id, undefined, found, fix);
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
    const alone = diagnosesBy({ policies: [], resource, registry }, purpose, facts);
    if (alone.length === 0) return [];
    const denied = alone.filter(({ id: found }) => /\/(repository|registry)-policy$/.test(found));
    return denied.length > 0 ? denied : [unknownCause(id, facts.repositoryName, identity.why)];
  }
  const found = diagnosesBy({ ...identity.value, resource, registry }, purpose, facts);
  if (repositoryPolicy.known || hasCause(found)) return found;
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
    ? diagnosesBy({ policies: OPEN, resource: repositoryPolicy.value, registry }, purpose, facts)
    : [unknownCause(`${purpose}/repository-policy`, repositoryName, repositoryPolicy.why)];
  if (identity.known) return [...resourceSide, ...diagnosesBy({ ...identity.value, resource: open }, purpose, facts)];
  const required = `The policies must allow ${REQUIRED_ACTIONS[purpose].join(", ")} on ${repositoryArn(location, repositoryName)}, and ${LOGIN} on "*"`;
  const why = `the principal's policies in account ${principal.account} could not be read (${identity.why}). ${required}. To check the policies, pass --identity-policy <file>, or run doctor with credentials for that account`;
  return [...resourceSide, unknownCause(`${purpose}/identity-policy`, repositoryName, why)];
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

/** One diagnosis for each statement or policy that denies, with the denied actions; none if the policies allow all. */
function diagnosesBy(policies: AccessPolicies, purpose: Purpose, facts: GrantFacts): Diagnosis[] {
  const { principal, repositoryName, location } = facts;
  const arn = repositoryArn(location, repositoryName);
  const made = REQUIRED_ACTIONS[purpose].map((action) => ({
    action,
    access: decisionOn(facts, action, arn, location.account, policies),
  }));
  const groups = groupBy(made, ({ access }) => access).map((group) => {
    const [{ access }] = group;
    return { access, actions: group.map(({ action }) => action).join(", ") };
  });
  return [
    ...groups.flatMap(({ access, actions }) =>
      access.answer === "denied" ? [denial(purpose, facts, access.by, actions)] : [],
    ),
    ...groups.flatMap(({ access, actions }) =>
      access.answer === "unclear"
        ? [unknownCause(`${purpose}/conditions`, repositoryName, unclearText(principal, actions, access.why))]
        : [],
    ),
  ];
}

function denial(purpose: Purpose, facts: GrantFacts, by: readonly Denial[], actions: string): Diagnosis {
  const { principal, repositoryName, location } = facts;
  const [first] = by;
  const id = `${purpose}/${DENIALS[first?.side ?? "identity"]}` as const;
  const found = `${principal.arn} is denied ${actions}: ${denialText(by)}`;
  const arn = repositoryArn(location, repositoryName);
  const grant = grantText(purpose, facts);
  const because = (fix: string): Diagnosis => cause(id, repositoryName, found, fix);
  if (first?.statement !== undefined)
    return because(
      `remove ${first.statement} from ${holderOf(first.side, facts)}, or exclude ${principal.arn} from it`,
    );
  if (first?.side === "resource") return because(grant);
  if (first?.side === "boundary")
    return because(`allow these actions on ${arn} in the principal's permissions boundary too`);
  const own = `allow these actions on ${arn} in a policy attached to ${principal.arn}`;
  return because(
    principal.account === location.account ? `${own}, or ${grant}` : `in account ${principal.account}, ${own}`,
  );
}

function grantText(purpose: Purpose, { principal, declaredAt }: GrantFacts): string {
  const key = purpose === "push" ? "pushPrincipals" : "pullPrincipals";
  return declaredAt === undefined
    ? `grant these actions to ${principal.arn} in the repository policy`
    : `add ${JSON.stringify(principal.arn)} to ${key} at ${declaredAt}, and deploy`;
}
