import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { type PolicyDocument } from "../../../../modules/core/iam-policy";

interface Request {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly account?: string;
  readonly context?: Readonly<Record<string, string>>;
}

interface Policies {
  readonly identity?: readonly PolicyDocument[];
  readonly resource?: object;
}

/** What IAM would answer: `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`. */
export async function evaluate(request: Request, policies: Policies): Promise<string> {
  const result = await runSimulation(simulation(request, policies), {});
  if (result.resultType === "error") throw new Error(JSON.stringify(result.errors));
  return result.overallResult;
}

/**
 * What STS would answer. The library's checked entry drops context keys that hold a slash, as those of EKS issuers do
 * (`<host>/id/<id>:sub`), so this one takes the context as it is.
 */
export function evaluateToken(request: Request, trust: object): string {
  return runUnsafeSimulation(simulation(request, { resource: trust }), {});
}

function simulation({ principal, action, resource, account, context }: Request, policies: Policies): Simulation {
  return {
    request: {
      principal,
      action,
      resource: { resource, accountId: account ?? resource.split(":")[4] ?? "" },
      contextVariables: { ...context },
    },
    identityPolicies: (policies.identity ?? []).map((policy, index) => ({ name: `policy-${index + 1}`, policy })),
    resourcePolicy: policies.resource,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}
