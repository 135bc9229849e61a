import { isAsDeclared } from "./as-declared";
import { changedAttributes, differenceSentences, withoutRepeatedTags } from "./attributes";
import { eventsOf } from "./cloudtrail";
import { draft, type Draft, type PlannedResource } from "./draft";
import { missedDrafts, unchangedDrafts } from "./missed";
import { isReplacedToUpdate, replacementDrafts } from "./replacement";
import { type PlannedChange } from "./terraform-plan";

/** How a planned change differs from what the declarations say about its resource. */
export function judge(resource: PlannedResource): Draft[] {
  const { change, what, expected, now, stack } = resource;
  if (change.isDeposed) {
    const message = `the plan deletes the remains of an interrupted replacement of ${what}`;
    return [draft(resource, { kind: "plan-destroys", message, details: [reasonSentence(change)] })];
  }
  switch (change.action) {
    case "none":
      return [...importDrafts(resource), ...unchangedDrafts(resource)];
    case "forget": {
      if (expected?.action === "forget" || stack.after?.forgotten.has(change.address) === true) return [];
      const message = `Terraform stops managing ${what}, which the change does not list under removed`;
      return [draft(resource, { kind: "plan-forgets", message })];
    }
    case "delete":
      return deletionDrafts(resource);
    case "create":
      return now === undefined ? [outside(resource)] : creationDrafts(resource);
    case "replace":
      if (now === undefined) return [outside(resource)];
      return isReplacedToUpdate(change)
        ? updateDrafts(resource)
        : [...replacementDrafts(resource), ...missedDrafts(resource, Object.keys(now))];
    case "update":
      return now === undefined ? [outside(resource)] : [...importDrafts(resource), ...updateDrafts(resource)];
  }
}

const VERBS = {
  none: "imports",
  create: "creates",
  update: "changes",
  delete: "deletes",
  replace: "replaces",
  forget: "forgets",
} as const;

function outside(resource: PlannedResource): Draft {
  const { change, what } = resource;
  const verb = change.action === "update" && change.importId !== undefined ? "imports" : VERBS[change.action];
  return draft(resource, {
    kind: "plan-outside",
    message: `the plan ${verb} ${what}, which the environment does not declare`,
    details: [`Look for the resource in the configuration that was planned: ${change.address}.`],
  });
}

function deletionDrafts(resource: PlannedResource): Draft[] {
  const { change, what } = resource;
  if (resource.expected?.action === "delete") return [];
  const message = `the plan deletes ${what}, ${objectionTo(resource)}`;
  return [draft(resource, { kind: "plan-destroys", message, details: [reasonSentence(change)] })];
}

function objectionTo({ expected, was, now, stack }: PlannedResource): string {
  if (now !== undefined) return "although it is still declared";
  if (stack.after === undefined) return "but according to the review, it stays in AWS";
  if (expected?.action === "forget") return "although the change lists it under removed";
  if (was === undefined && !stack.isBaseKnown) return "which is not declared";
  return "which neither the base nor the change declares";
}

function creationDrafts(resource: PlannedResource): Draft[] {
  const { change, what, expected, was, now = {}, stack } = resource;
  const missed = missedDrafts(resource, Object.keys(now));
  if (expected !== undefined || was === undefined) return missed;
  if (stack.plan.drift.get(change.address)?.action === "delete") {
    const message = `the plan re-creates ${what}, which was deleted outside Terraform`;
    const events = eventsOf(change.type, []).filter((event) => event.startsWith("Delete"));
    return [draft(resource, { kind: "drift-undone", message, events }), ...missed];
  }
  const message = `the plan creates ${what}, which the base already declares`;
  const advice =
    "It is not in Terraform's state, because the base was not deployed or the state was lost. If it exists in AWS, creating it fails or overwrites it, so import it first (docs/adopting.md).";
  return [draft(resource, { kind: "plan-recreates", message, details: [advice] }), ...missed];
}

function importDrafts(resource: PlannedResource): Draft[] {
  const { change, what, now, stack } = resource;
  if (change.importId === undefined) return [];
  if (now === undefined) return [outside(resource)];
  if (stack.after?.imported.has(change.address) === true) return [];
  const message = `the plan imports ${what}, which the environment does not list under imports`;
  return [draft(resource, { kind: "plan-outside", message })];
}

function updateDrafts(resource: PlannedResource): Draft[] {
  const { change, what, expected, was, stack } = resource;
  const changed = changedAttributes(change);
  const names = expected?.action === "update" ? [...new Set([...changed, ...expected.attributes])] : changed;
  const missed = missedDrafts(resource, names);
  if (missed.length > 0) return missed;
  const isImported = change.importId !== undefined;
  if (isImported || expected?.action === "create") {
    const message = isImported
      ? `the import changes ${what}`
      : `the plan changes ${what}, which is in Terraform's state although the base does not declare it`;
    const details = differenceSentences(change, withoutRepeatedTags(changed));
    return [draft(resource, { kind: "existing-changed", message, details })];
  }
  if (was === undefined) return [];
  const drifted = withoutRepeatedTags(changed.filter((name) => isDrift(name, resource)));
  if (drifted.length === 0) return [];
  const isFound = stack.plan.drift.get(change.address)?.action === "update";
  const base = Object.fromEntries(drifted.map((name) => [name, change.after?.[name]]));
  const message = isFound
    ? `the plan reverts a change to ${what} that was made outside Terraform`
    : `the plan reverts a difference between ${what} and the base`;
  const details = differenceSentences(change, drifted, base);
  if (!isFound)
    details.push(
      "The resource was changed outside Terraform, or the base was not deployed, or a different version of cdktf-ecr deployed the base.",
    );
  return [draft(resource, { kind: "drift-undone", message, details, events: eventsOf(change.type, drifted) })];
}

/** Whether an attribute differed from the base before the change. */
function isDrift(name: string, { change, expected, was = {}, now = {} }: PlannedResource): boolean {
  const { type, before = {} } = change;
  if (expected?.attributes.has(name) !== true) return true;
  // Without a declaration, the provider or AWS chooses the value.
  if (!(name in was)) return false;
  const found = before[name];
  return isAsDeclared(type, name, was[name], found) === false && isAsDeclared(type, name, now[name], found) === false;
}

/** Terraform's reasons for deletions. */
const REASONS: Readonly<Record<string, string>> = {
  delete_because_no_resource_config: "It is not in the planned configuration.",
  delete_because_no_module: "Its module is not in the planned configuration.",
  delete_because_each_key: "It is not among the instances in the planned configuration.",
  delete_because_wrong_repetition: "The planned configuration uses count or for_each differently for the resource.",
  delete_because_count_index: "The planned configuration has fewer instances.",
  delete_because_no_move_target: "It was moved to an address that the planned configuration does not contain.",
};

function reasonSentence({ reason = "", isDeposed }: PlannedChange): string {
  if (isDeposed) return "An earlier apply created its replacement, but could not delete it.";
  return REASONS[reason] ?? "This may be a destroy plan (terraform plan -destroy).";
}
