import { parseArn } from "../../domain/aws/arn";
import { type PrincipalPolicies } from "../../domain/iam/attached-policies";
import { callerKeys, callerOf, type Caller } from "../../domain/iam/evaluation/caller";
import { requestContext, type RequestContext } from "../../domain/iam/evaluation/context";
import { decide, type Denial } from "../../domain/iam/evaluation/decide";
import { readPolicy, type NamedStatement, type PolicySide } from "../../domain/iam/evaluation/policy";
import { formatPath } from "../../domain/problems/problem";

export { type Denial, type Side } from "../../domain/iam/evaluation/decide";

export interface AccessRequest {
  /** ARN of the principal. */
  readonly principal: string;
  /** `ecr:PutImage`. */
  readonly action: string;
  /** ARN, or `*` for actions without a resource. */
  readonly resource: string;
  /** Account of the resource, 12 digits. */
  readonly account: string;
  /** Condition keys and their values, in addition to those derived from the request. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface AccessPolicies extends Omit<PrincipalPolicies, "arn"> {
  /** Resource policy. @default - there is none */
  readonly resource?: unknown;
  /** Policy of the registry that contains the resource. @default - there is none, or it is not in force */
  readonly registry?: unknown;
}

/** IAM's decision according to the given policies. */
export type AccessDecision =
  | { readonly answer: "allowed" }
  | { readonly answer: "denied"; readonly by: readonly Denial[] }
  /** The decision depends on unknown facts, such as a condition on the network of the request. */
  | { readonly answer: "unclear"; readonly why: string };

/**
 * Evaluates a request as IAM does, without service control, session and endpoint policies.
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
  if (faults.length > 0) return { answer: "unclear", why: `a policy is not valid: ${faults.join("; ")}` };
  const caller = callerOf(request.principal);
  const { allowed, denials } = decide({ ...request, caller, context: contextOf(request, caller) }, deciding);
  if (allowed === true) return { answer: "allowed" };
  if (allowed === false) return { answer: "denied", by: denials };
  return {
    answer: "unclear",
    why: `the decision depends on ${allowed.dependsOn.join(", ")}, which ${allowed.dependsOn.length === 1 ? "is" : "are"} unknown here`,
  };
}

/** Condition keys derived from a request. All other keys are unknown. */
function contextOf({ resource, account, context }: AccessRequest, caller: Caller): RequestContext {
  const { region = "" } = parseArn(resource) ?? {};
  const { present, absent } = callerKeys(caller);
  return requestContext({
    present: {
      "aws:SecureTransport": "true",
      ...(account === "" ? {} : { "aws:ResourceAccount": account }),
      // A request goes to the endpoint of the resource's region.
      ...(region === "" ? {} : { "aws:RequestedRegion": region }),
      ...present,
      ...context,
    },
    absent,
  });
}
