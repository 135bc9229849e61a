import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { type PolicyDocument } from "../../src/domain/iam/policy";

interface Request {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly account?: string;
  /** Keys that have several values are lists. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

interface Policies {
  readonly identity?: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly resource?: object;
}

export type Answer = "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied";

/** What IAM would answer, as a library of other people sees it. @throws Error where it takes a policy to have faults */
export async function evaluate(request: Request, policies: Policies): Promise<Answer> {
  const result = await runSimulation(simulation(request, policies), { simulationMode: "Strict" });
  if (result.resultType === "error") throw new Error(JSON.stringify(result.errors));
  return result.overallResult;
}

/** An issuer whose `:sub` and `:aud` the library knows as context keys; it drops those of issuers that it does not know. */
const KNOWN_ISSUER = "accounts.google.com";

interface Token {
  /** The issuer that signed it, without `https://`. */
  readonly issuer: string;
  readonly sub?: string;
  readonly aud?: string;
}

/** What STS would answer to a token, by the role's trust policy; issuers of the policy other than the token's stay as they are. */
export function evaluateToken({ issuer, sub, aud }: Token, roleArn: string, trust: object): Promise<Answer> {
  const [, partition = "", , , account = ""] = roleArn.split(":");
  const context = {
    ...(sub === undefined ? {} : { [`${KNOWN_ISSUER}:sub`]: sub }),
    ...(aud === undefined ? {} : { [`${KNOWN_ISSUER}:aud`]: aud }),
  };
  // Its name only, not an audience that may be its URL.
  const known = JSON.stringify(trust)
    .replaceAll(`"${issuer}:`, `"${KNOWN_ISSUER}:`)
    .replaceAll(`oidc-provider/${issuer}`, `oidc-provider/${KNOWN_ISSUER}`);
  return evaluate(
    {
      principal: `arn:${partition}:iam::${account}:oidc-provider/${KNOWN_ISSUER}`,
      action: "sts:AssumeRoleWithWebIdentity",
      resource: roleArn,
      context,
    },
    { resource: JSON.parse(known) as object },
  );
}

function simulation(
  { principal, action, resource, account, context = {} }: Request,
  { identity = [], boundary, resource: resourcePolicy }: Policies,
): Simulation {
  return {
    request: {
      principal,
      action,
      resource: { resource, accountId: account ?? resource.split(":")[4] ?? "" },
      contextVariables: Object.fromEntries(
        Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
      ),
    },
    identityPolicies: identity.map((policy, index) => ({ name: `policy-${index + 1}`, policy })),
    permissionBoundaryPolicies: boundary === undefined ? undefined : [{ name: "boundary", policy: boundary }],
    resourcePolicy,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}
