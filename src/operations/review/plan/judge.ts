import { isAsDeclared } from "./as-declared";
import { changedAttributes, differenceSentences, withoutRepeatedTags } from "./attributes";
import { eventsOf } from "./cloudtrail";
import { draft, resourceWords, type Declared, type Draft, type DraftParts } from "./draft";
import { missedDrafts, unchangedDrafts } from "./missed";
import { isReplacedToUpdate, replacementDrafts } from "./replacement";
import { type Attributes, type PlannedChange } from "./terraform-plan";

/** How a planned change differs from what the declarations say about its resource. */
export function judge(change: PlannedChange, declared: Declared): Draft[] {
  const { expected, now, stack } = declared;
  const what = resourceWords(change, declared.repository);
  const draftOf = (finding: DraftParts): Draft => draft(change, declared, finding);
  if (change.isDeposed)
    return [
      draftOf({
        kind: "plan-destroys",
        message: `the plan deletes the remains of an interrupted replacement of ${what}`,
        details: [reasonSentence(change)],
      }),
    ];
  switch (change.action) {
    case "none":
      return [...importDrafts(change, declared, what), ...unchangedDrafts(change, declared, what)];
    case "forget":
      return expected?.action === "forget" || stack.after?.forgotten.has(change.address) === true
        ? []
        : [
            draftOf({
              kind: "plan-forgets",
              message: `Terraform stops managing ${what}, which the change does not list under removed`,
            }),
          ];
    case "delete":
      return deletionDrafts(change, declared, what);
    case "create":
      return now === undefined ? [outside(change, declared, what)] : creationDrafts(change, declared, what);
    case "replace":
      if (now === undefined) return [outside(change, declared, what)];
      return isReplacedToUpdate(change)
        ? updateDrafts(change, declared, what)
        : [...replacementDrafts(change, declared, what), ...missedDrafts(change, declared, Object.keys(now), what)];
    case "update":
      return now === undefined
        ? [outside(change, declared, what)]
        : [...importDrafts(change, declared, what), ...updateDrafts(change, declared, what)];
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

function outside(change: PlannedChange, declared: Declared, what: string): Draft {
  const verb = change.action === "update" && change.importId !== undefined ? "imports" : VERBS[change.action];
  return draft(change, declared, {
    kind: "plan-outside",
    message: `the plan ${verb} ${what}, which the environment does not declare`,
    details: [`Look for the resource in the configuration that was planned: ${change.address}.`],
  });
}

function deletionDrafts(change: PlannedChange, declared: Declared, what: string): Draft[] {
  const { expected, was, now, stack } = declared;
  if (expected?.action === "delete") return [];
  const draftOf = (message: string): Draft[] => [
    draft(change, declared, { kind: "plan-destroys", message, details: [reasonSentence(change)] }),
  ];
  if (now !== undefined) return draftOf(`the plan deletes ${what}, although it is still declared`);
  if (stack.after === undefined)
    return draftOf(`the plan deletes ${what}, but according to the review, it stays in AWS`);
  if (expected?.action === "forget")
    return draftOf(`the plan deletes ${what}, although the change lists it under removed`);
  if (was === undefined && !stack.isBaseKnown) return draftOf(`the plan deletes ${what}, which is not declared`);
  return draftOf(`the plan deletes ${what}, which neither the base nor the change declares`);
}

function creationDrafts(change: PlannedChange, declared: Declared, what: string): Draft[] {
  const { expected, was, now = {}, stack } = declared;
  const missed = missedDrafts(change, declared, Object.keys(now), what);
  if (expected !== undefined || was === undefined) return missed;
  const isGone = stack.plan.drift.get(change.address)?.action === "delete";
  return [
    isGone
      ? draft(change, declared, {
          kind: "drift-undone",
          message: `the plan re-creates ${what}, which was deleted outside Terraform`,
          events: eventsOf(change.type, []).filter((event) => event.startsWith("Delete")),
        })
      : draft(change, declared, {
          kind: "plan-recreates",
          message: `the plan creates ${what}, which the base already declares`,
          details: [
            "It is not in Terraform's state, because the base was not deployed or the state was lost. If it exists in AWS, creating it fails or overwrites it, so import it first (docs/adopting.md).",
          ],
        }),
    ...missed,
  ];
}

function importDrafts(change: PlannedChange, declared: Declared, what: string): Draft[] {
  if (change.importId === undefined) return [];
  if (declared.now === undefined) return [outside(change, declared, what)];
  if (declared.stack.after?.imported.has(change.address) === true) return [];
  return [
    draft(change, declared, {
      kind: "plan-outside",
      message: `the plan imports ${what}, which the environment does not list under imports`,
    }),
  ];
}

function updateDrafts(change: PlannedChange, declared: Declared, what: string): Draft[] {
  const { expected, was, now = {} } = declared;
  const changed = changedAttributes(change);
  const names = expected?.action === "update" ? [...new Set([...changed, ...expected.attributes])] : changed;
  const missed = missedDrafts(change, declared, names, what);
  if (missed.length > 0) return missed;
  if (change.importId !== undefined || expected?.action === "create") {
    const isImported = change.importId !== undefined;
    return [
      draft(change, declared, {
        kind: "existing-changed",
        message: isImported
          ? `the import changes ${what}`
          : `the plan changes ${what}, which is in Terraform's state although the base does not declare it`,
        details: differenceSentences(change, withoutRepeatedTags(changed)),
      }),
    ];
  }
  if (was === undefined) return [];
  const drifted = withoutRepeatedTags(changed.filter((name) => isDrift(name, change, declared, now)));
  if (drifted.length === 0) return [];
  const isFound = declared.stack.plan.drift.get(change.address)?.action === "update";
  const base = Object.fromEntries(drifted.map((name) => [name, change.after?.[name]]));
  return [
    draft(change, declared, {
      kind: "drift-undone",
      message: isFound
        ? `the plan reverts a change to ${what} that was made outside Terraform`
        : `the plan reverts a difference between ${what} and the base`,
      details: [
        ...differenceSentences(change, drifted, base),
        ...(isFound
          ? []
          : [
              "The resource was changed outside Terraform, or the base was not deployed, or a different version of cdktf-ecr deployed the base.",
            ]),
      ],
      events: eventsOf(change.type, drifted),
    }),
  ];
}

/** Whether an attribute differed from the base before the change. */
function isDrift(
  name: string,
  { type, before = {} }: PlannedChange,
  { expected, was = {} }: Declared,
  now: Attributes,
) {
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
