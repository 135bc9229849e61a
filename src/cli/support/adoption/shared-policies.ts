import { type FoundRepository } from "../../../operations/adoption/found";
import { sameLifecycle } from "../../../operations/adoption/entry";
import { lifecycleDocument } from "../../../domain/lifecycle-policy/document";
import { describedName } from "../../../domain/lifecycle-policy/policy-name";
import { type LifecyclePolicy } from "../../../domain/lifecycle-policy/schema";

/**
 * Names each lifecycle policy that several repositories share. Policies of the environment keep their names. `added` are the new ones.
 * @param named the environment's policies; `undefined` for the name of an invalid policy
 * @param byDefault the default policy of repositories
 */
export function sharedPolicies(
  found: readonly FoundRepository[],
  named: ReadonlyMap<string, LifecyclePolicy | undefined>,
  byDefault: LifecyclePolicy | undefined,
) {
  const names = new Map<string, string>();
  for (const [name, policy] of named) {
    if (policy !== undefined && !names.has(keyOf(policy))) names.set(keyOf(policy), name);
  }
  const added = new Map<string, LifecyclePolicy>();
  for (const { policy, users } of usersOf(found).values()) {
    const [example, second] = users;
    if (example === undefined || second === undefined) continue;
    if (names.has(keyOf(policy)) || sameLifecycle(policy, byDefault)) continue;
    const name = freeName(describedName(policy, example), (candidate) => named.has(candidate) || added.has(candidate));
    names.set(keyOf(policy), name);
    added.set(name, lifecycleDocument(policy));
  }
  return { nameOf: (policy: LifecyclePolicy) => names.get(keyOf(policy)), added };
}

interface Users {
  readonly policy: LifecyclePolicy;
  /** Names of repositories. */
  readonly users: string[];
}

function usersOf(found: readonly FoundRepository[]): ReadonlyMap<string, Users> {
  const all = new Map<string, Users>();
  for (const { repositoryName, settings } of found) {
    const { lifecyclePolicy: policy } = settings;
    if (policy === undefined) continue;
    const known = all.get(keyOf(policy));
    if (known === undefined) all.set(keyOf(policy), { policy, users: [repositoryName] });
    else known.users.push(repositoryName);
  }
  return all;
}

function keyOf(policy: LifecyclePolicy): string {
  return JSON.stringify(lifecycleDocument(policy));
}

function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let number = 2; isTaken(name); number += 1) name = `${wanted}-${number}`;
  return name;
}
