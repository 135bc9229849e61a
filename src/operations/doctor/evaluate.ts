import { parseArn } from "../../domain/aws/arn";
import { callerOf, hasIdentity, type Caller } from "../../domain/iam/evaluation/caller";
import { requestContext, type RequestContext } from "../../domain/iam/evaluation/context";
import { decide, type Denial } from "../../domain/iam/evaluation/decide";
import { readPolicy, type NamedStatement, type PolicySide } from "../../domain/iam/evaluation/policy";
import { formatPath } from "../../domain/problems/problem";

export { type Denial, type Side } from "../../domain/iam/evaluation/decide";

/** A policy and what people call it. */
export interface NamedPolicy {
  /** Name, of managed policies the ARN. */
  readonly name: string;
  /** The document, as AWS has it. */
  readonly document: unknown;
}

/** What IAM has attached to a role or a user. */
export interface PrincipalPolicies {
  /** ARN with its path. */
  readonly arn: string;
  readonly policies: readonly NamedPolicy[];
  /** @default - nothing bounds it */
  readonly boundary?: NamedPolicy;
}

export interface AccessRequest {
  /** ARN of who asks. */
  readonly principal: string;
  /** `ecr:PutImage`. */
  readonly action: string;
  /** ARN, or `*` for what is about no resource. */
  readonly resource: string;
  /** Account of the resource, 12 digits. */
  readonly account: string;
  /** Condition keys and their values, beyond those that follow from the request. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface AccessPolicies extends Omit<PrincipalPolicies, "arn"> {
  /** Policy of the resource. @default - it has none */
  readonly resource?: unknown;
  /** Policy of the registry that the resource is in. @default - it has none, or it does not count */
  readonly registry?: unknown;
}

/** What IAM would answer, as far as the policies that were given tell. */
export type AccessDecision =
  | { readonly answer: "allowed" }
  | { readonly answer: "denied"; readonly by: readonly Denial[] }
  /** It depends on what is not known: conditions such as the network that a request comes from. */
  | { readonly answer: "unclear"; readonly why: string };

/**
 * What IAM would answer to a request. Service control, session and endpoint policies are not among what decides here.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateAccess(request: AccessRequest, policies: AccessPolicies): AccessDecision {
  const faults: string[] = [];
  const read = (document: unknown, kind: PolicySide, prefix: string, name?: string): readonly NamedStatement[] => {
    const policy = readPolicy(document, kind, name);
    if (policy.ok) return policy.statements;
    faults.push(
      ...policy.problems.map(({ at, message }) => [prefix, formatPath(at), message].filter(Boolean).join(": ")),
    );
    return [];
  };
  const { boundary, resource, registry } = policies;
  const deciding = {
    identity: policies.policies.flatMap(({ name, document }) => read(document, "identity", name, name)),
    boundary: boundary === undefined ? undefined : read(boundary.document, "identity", boundary.name, boundary.name),
    resource: resource === undefined ? undefined : read(resource, "resource", "the resource's policy"),
    registry: registry === undefined ? undefined : read(registry, "resource", "the registry's policy"),
  };
  if (faults.length > 0) return { answer: "unclear", why: `a policy has faults: ${faults.join("; ")}` };
  const caller = callerOf(request.principal);
  const { allowed, denials } = decide({ ...request, caller, context: contextOf(request, caller) }, deciding);
  if (allowed === true) return { answer: "allowed" };
  if (allowed === false) return { answer: "denied", by: denials };
  return { answer: "unclear", why: `it depends on ${allowed.dependsOn.join(", ")}, which is not known here` };
}

/** Keys of requests that an AWS service makes for a resource of its own; nobody else's have them. */
const KEYS_OF_SERVICES = [
  "aws:SourceArn",
  "aws:SourceAccount",
  "aws:SourceOrgID",
  "aws:SourceOrgPaths",
  "aws:PrincipalServiceName",
  "aws:PrincipalServiceNamesList",
];

/** What follows from a request for its condition keys; of keys that do not, nothing is known. */
function contextOf({ resource, account, context }: AccessRequest, caller: Caller): RequestContext {
  const { region = "" } = parseArn(resource) ?? {};
  const { present, absent } = callerKeys(caller);
  return requestContext({
    present: {
      "aws:SecureTransport": "true",
      ...(account === "" ? {} : { "aws:ResourceAccount": account }),
      // A request for a resource goes to the endpoint of its region.
      ...(region === "" ? {} : { "aws:RequestedRegion": region }),
      ...present,
      ...context,
    },
    absent,
  });
}

function callerKeys(caller: Caller): { present: Record<string, string>; absent: readonly string[] } {
  if (!hasIdentity(caller)) return { present: {}, absent: [] };
  const { kind, name, account, role = name } = caller;
  const present = { "aws:PrincipalArn": role, "aws:PrincipalAccount": account, "aws:PrincipalIsAWSService": "false" };
  if (kind === "user")
    return { present: { ...present, "aws:username": name.split("/").at(-1) ?? "" }, absent: KEYS_OF_SERVICES };
  // Only the requests of users have a user's name.
  return { present, absent: kind === "other" ? KEYS_OF_SERVICES : [...KEYS_OF_SERVICES, "aws:username"] };
}
