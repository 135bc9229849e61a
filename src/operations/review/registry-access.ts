import { listOf, type PolicyDocument } from "../../domain/iam/policy";
import { listText } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { type Finding } from "./finding";

const MAX_NAMES = 5;

/** Principals outside the account that the registry's policy lets do more. */
export function registryAccessFindings(before: Environment, after: Environment): Finding[] {
  const old = grantsOf(before.registry?.policy);
  const { account } = after.location;
  return [...grantsOf(after.registry?.policy)].flatMap(([principal, actions]) => {
    const had = old.get(principal) ?? new Set();
    const gained = [...actions].filter((action) => !had.has(action));
    if (gained.length === 0 || accountOf(principal) === account) return [];
    const message = `the registry's policy lets ${principal} call ${listText(gained.sort(), MAX_NAMES)}`;
    return [{ kind: "registry-access", repositories: [], message, short: message }];
  });
}

/** What each principal is allowed to do, under conditions or not. */
function grantsOf(policy: PolicyDocument | undefined): Map<string, Set<string>> {
  const grants = new Map<string, Set<string>>();
  for (const { Effect, Principal, Action, NotAction, Resource, Condition } of policy?.Statement ?? []) {
    if (Effect !== "Allow") continue;
    const actions = NotAction === undefined ? listOf(Action) : [`everything but ${listOf(NotAction).join(", ")}`];
    // Another resource or condition is another grant.
    const limits = JSON.stringify([Resource, Condition]);
    for (const principal of principalsOf(Principal)) {
      const known = grants.get(principal) ?? new Set();
      for (const action of actions)
        known.add(limits === "[null,null]" ? action : `${action} on ${listOf(Resource).join(", ")}`);
      grants.set(principal, known);
    }
  }
  return grants;
}

function principalsOf(principal: PolicyDocument["Statement"][number]["Principal"]): string[] {
  if (principal === undefined) return [];
  return typeof principal === "string" ? [principal] : Object.values(principal).flatMap((names) => [...listOf(names)]);
}

function accountOf(principal: string): string | undefined {
  return /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/.exec(principal)?.[1];
}
