import { changedKeys } from "../changed-keys";
import { type DeclaredStack } from "./declared-stack";
import { type PlanAction } from "./terraform-plan";

/** What the declarations do to a resource. */
export interface ExpectedChange {
  readonly action: Exclude<PlanAction, "none" | "replace">;
  /** Arguments whose declaration changes; empty unless it is an update. */
  readonly attributes: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * What a change of the declarations does to each resource, by address. Resources that do not change are left out.
 * @param before the stack at the base; `undefined` if the base does not have it
 * @param after `undefined` if the change removes the stack, which leaves its resources as they are
 */
export function expectedChanges(
  before: DeclaredStack | undefined,
  after: DeclaredStack | undefined,
): ReadonlyMap<string, ExpectedChange> {
  const changes = new Map<string, ExpectedChange>();
  if (after === undefined) return changes;
  const old = before?.resources ?? new Map<string, never>();
  const origins = new Map([...after.moved].map(([from, to]) => [to, from]));
  for (const [address, declared] of after.resources) {
    const was = old.get(address) ?? old.get(origins.get(address) ?? "");
    if (was === undefined) {
      changes.set(address, { action: "create", attributes: NONE });
      continue;
    }
    const attributes = new Set(changedKeys(was, declared));
    if (attributes.size > 0) changes.set(address, { action: "update", attributes });
  }
  for (const address of old.keys()) {
    if (after.resources.has(address) || after.resources.has(after.moved.get(address) ?? "")) continue;
    changes.set(address, { action: after.forgotten.has(address) ? "forget" : "delete", attributes: NONE });
  }
  return changes;
}
