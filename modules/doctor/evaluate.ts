import { type IgnoredCondition, type RequestAnalysis, type Simulation } from "@cloud-copilot/iam-simulate";

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
}

/** Which policies say no. */
export interface Denial {
  readonly side: "identity" | "boundary" | "resource";
  /** Policy and statement that deny outright. @default - nothing allows it */
  readonly statement?: string;
}

/** What IAM would answer, as far as the policies that were given tell. */
export type Access =
  | { readonly answer: "allowed" }
  | { readonly answer: "denied"; readonly by: readonly Denial[] }
  /** It depends on what is not known: conditions such as the network that a request comes from. */
  | { readonly answer: "unclear"; readonly why: string };

/**
 * What IAM would answer to a request. Service control, session and endpoint policies are not among what decides here.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export async function evaluateAccess(request: AccessRequest, policies: AccessPolicies): Promise<Access> {
  const { runSimulation, getDenialReasons } = await import("@cloud-copilot/iam-simulate");
  const simulation = simulationOf(request, policies);
  const strict = await runSimulation(simulation, { simulationMode: "Strict" });
  if (strict.resultType === "error")
    return { answer: "unclear", why: `a policy has faults: ${JSON.stringify(strict.errors)}` };
  if (strict.overallResult === "Allowed") return { answer: "allowed" };
  // Again, this time without the conditions on what is not known here.
  const lenient = await runSimulation(simulation, { simulationMode: "Discovery" });
  if (lenient.resultType === "single" && lenient.overallResult === "Allowed")
    return {
      answer: "unclear",
      why: `it depends on ${conditionsOf(lenient.result.analysis)}, which is not known here`,
    };
  const analysis = strict.resultType === "single" ? strict.result.analysis : strict.results[0]?.analysis;
  if (analysis === undefined) return { answer: "denied", by: [{ side: "identity" }] };
  const explicit = getDenialReasons(analysis).flatMap((reason): Denial[] =>
    reason.denialType === "Explicit"
      ? [{ side: sideOf(reason.policyType), statement: statementName(reason.policyIdentifier, reason) }]
      : [],
  );
  return { answer: "denied", by: explicit.length > 0 ? explicit : implicitDenials(analysis) };
}

function simulationOf(
  { principal, action, resource, account, context }: AccessRequest,
  { policies, boundary, resource: resourcePolicy }: AccessPolicies,
): Simulation {
  const named = ({ name, document }: NamedPolicy) => ({ name, policy: document });
  return {
    request: {
      principal,
      action,
      resource: { resource, accountId: account },
      contextVariables: { "aws:SecureTransport": "true", "aws:PrincipalArn": principal, ...context },
    },
    identityPolicies: policies.map(named),
    permissionBoundaryPolicies: boundary === undefined ? undefined : [named(boundary)],
    resourcePolicy,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}

function sideOf(policyType: string): Denial["side"] {
  if (policyType === "resource") return "resource";
  return policyType === "pb" ? "boundary" : "identity";
}

function statementName(
  policy: string | undefined,
  { statementId, statementIndex }: { readonly statementId?: string; readonly statementIndex: number },
): string {
  const statement = statementId ?? `number ${statementIndex}`;
  return policy === undefined ? `statement ${statement}` : `${policy}, statement ${statement}`;
}

/** Between accounts both sides have to allow; within one, either. */
function implicitDenials({
  sameAccount,
  identityAnalysis,
  permissionBoundaryAnalysis,
  resourceAnalysis,
}: RequestAnalysis) {
  const allows = (result: string | undefined): boolean => result === "Allowed" || result === "AllowedForAccount";
  const denials: Denial[] = [];
  if (permissionBoundaryAnalysis !== undefined && !allows(permissionBoundaryAnalysis.result))
    denials.push({ side: "boundary" });
  if (!sameAccount && !allows(resourceAnalysis?.result)) denials.push({ side: "resource" });
  if (!allows(identityAnalysis?.result)) denials.push({ side: "identity" });
  return denials;
}

function conditionsOf({ ignoredConditions = {} }: RequestAnalysis): string {
  const sides: readonly IgnoredSide[] = Object.values<IgnoredSide>(ignoredConditions as Record<string, IgnoredSide>);
  const keys = sides.flatMap(({ allow = [], deny = [] }) =>
    [...allow, ...deny].map(({ key, op, values }) => `${key} (${op} ${values.join(", ")})`),
  );
  return [...new Set(keys)].join(", ");
}

/** Conditions that were left aside, in one kind of policy. */
interface IgnoredSide {
  readonly allow?: readonly IgnoredCondition[];
  readonly deny?: readonly IgnoredCondition[];
}
