import { isAsDeclared } from "./as-declared";
import { withoutRepeatedTags } from "./attributes";
import { draft, type Draft, type PlannedResource } from "./draft";

/** What a plan leaves, or makes, other than declared. */
export function missedDrafts(resource: PlannedResource, names: readonly string[]): Draft[] {
  const { what, now } = resource;
  const { type, after = {}, unknown, sensitive } = resource.change;
  const missed = names.filter(
    (name) =>
      !unknown.has(name) && !sensitive.has(name) && isAsDeclared(type, name, now?.[name], after[name]) === false,
  );
  if (missed.length === 0) return [];
  const found = withoutRepeatedTags(missed).join(", ");
  return [missing(resource, `after the plan, ${what} would differ from its declaration (${found})`)];
}

/** A plan that was created from different declarations. */
export function missing(resource: PlannedResource, message: string): Draft {
  const details = ["The plan was created from different declarations. Synthesize and plan this commit again."];
  return draft(resource, { kind: "plan-misses", message, details });
}

/** A resource that the plan leaves as it is, although the declarations change it. */
export function unchangedDrafts(resource: PlannedResource): Draft[] {
  const { change, what, expected, was = {}, now = {} } = resource;
  if (expected === undefined || change.importId !== undefined) return [];
  const { action, attributes } = expected;
  if (action === "delete" || action === "forget") {
    const verb = action === "delete" ? "deletes" : "lists under removed";
    return [missing(resource, `the plan keeps ${what}, which the change ${verb}`)];
  }
  const names = action === "create" ? Object.keys(now) : [...attributes];
  const missed = missedDrafts(resource, names);
  if (missed.length > 0) return missed;
  const isDone =
    action === "create" ||
    names.some((name) => isAsDeclared(change.type, name, was[name], change.after?.[name]) === false);
  return isDone ? [draft(resource, { kind: "plan-done", message: `${what} already matches the change` })] : [];
}
