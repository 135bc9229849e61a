import { isAsDeclared } from "./as-declared";
import { withoutRepeatedTags } from "./attributes";
import { draft, type Declared, type Draft } from "./draft";
import { type PlannedChange } from "./terraform-plan";

export const OTHER_COMMIT = "The plan was created from different declarations. Synthesize and plan this commit again.";

/** What a plan leaves, or makes, other than declared. */
export function missedDrafts(
  change: PlannedChange,
  declared: Declared,
  names: readonly string[],
  what: string,
): Draft[] {
  const { type, after = {}, unknown, sensitive } = change;
  const missed = names.filter(
    (name) =>
      !unknown.has(name) &&
      !sensitive.has(name) &&
      isAsDeclared(type, name, declared.now?.[name], after[name]) === false,
  );
  if (missed.length === 0) return [];
  const found = withoutRepeatedTags(missed);
  return [
    draft(change, declared, {
      kind: "plan-misses",
      message: `the plan does not create ${what} as the change declares it (${found.join(", ")})`,
      details: [OTHER_COMMIT],
    }),
  ];
}

/** A resource that the plan leaves as it is, although the declarations change it. */
export function unchangedDrafts(change: PlannedChange, declared: Declared, what: string): Draft[] {
  const { expected, was = {}, now = {} } = declared;
  if (expected === undefined || change.importId !== undefined) return [];
  const { action, attributes } = expected;
  if (action === "delete" || action === "forget") {
    const verb = action === "delete" ? "deletes" : "lists under removed";
    return [
      draft(change, declared, {
        kind: "plan-misses",
        message: `the plan keeps ${what}, which the change ${verb}`,
        details: [OTHER_COMMIT],
      }),
    ];
  }
  const names = action === "create" ? Object.keys(now) : [...attributes];
  const missed = missedDrafts(change, declared, names, what);
  if (missed.length > 0) return missed;
  const isDone =
    action === "create" ||
    names.some((name) => isAsDeclared(change.type, name, was[name], change.after?.[name]) === false);
  return isDone ? [draft(change, declared, { kind: "plan-done", message: `${what} already matches the change` })] : [];
}
