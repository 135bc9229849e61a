import { listOf, principalNames, type PolicyDocument } from "../../domain/iam/policy";
import { principalOf } from "../../domain/iam/principal";
import { listText } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { type Finding } from "./finding";

const MAX_NAMES = 5;

/** Principals outside the account that the registry's policy lets do more. */
export function registryAccessFindings(before: Environment, after: Environment): Finding[] {
  const old = grantsOf(before.registry?.policy);
  const { account, region } = after.location;
  return [...grantsOf(after.registry?.policy)].flatMap(([principal, actions]) => {
    const had = old.get(principal) ?? new Set();
    const gained = [...actions].filter((action) => !had.has(action));
    if (gained.length === 0 || principalOf(principal, region)?.account === account) return [];
    const message = `the registry policy lets ${principal} call ${listText(gained.sort(), MAX_NAMES)}`;
    return [{ kind: "registry-access", repositories: [], message, short: message }];
  });
}

/** What each principal is allowed to do, an action and its resources each, under conditions or not. */
function grantsOf(policy: PolicyDocument | undefined): Map<string, Set<string>> {
  const grants = new Map<string, Set<string>>();
  for (const { Effect, Principal, Action, NotAction, Resource } of policy?.Statement ?? []) {
    if (Effect !== "Allow") continue;
    const actions = NotAction === undefined ? listOf(Action) : [`everything but ${listOf(NotAction).join(", ")}`];
    const where = Resource === undefined ? "" : ` on ${listOf(Resource).join(", ")}`;
    for (const principal of principalNames(Principal)) {
      const known = grants.get(principal) ?? new Set();
      for (const action of actions) known.add(`${action}${where}`);
      grants.set(principal, known);
    }
  }
  return grants;
}
