import { oneOf } from "../../../domain/problems/problem";
import { differenceSentences } from "./attributes";
import { LOST_POLICIES } from "../changed-repository";
import { draft, type Draft, type PlannedResource } from "./draft";
import { type PlannedChange } from "./terraform-plan";

/** Resources that take something with them when they are replaced: images, or who may assume a role. */
const LOSING: ReadonlySet<string> = new Set(["aws_ecr_repository", "aws_iam_role"]);

/** Terraform's reasons for replacements that no attribute forces. */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "A failed apply left it tainted. If it is complete, run terraform untaint.",
  replace_by_request: "The plan was created with -replace.",
  replace_by_triggers: "replace_triggered_by in the planned configuration requires it.",
};

/** The provider replaces lifecycle policies to change them. Nothing is lost. */
export function isReplacedToUpdate({ type, replacedFor }: PlannedChange): boolean {
  return type === "aws_ecr_lifecycle_policy" && replacedFor.length === 1 && replacedFor[0] === "policy";
}

/** Deletes and creates that the review does not announce. */
export function replacementDrafts(resource: PlannedResource): Draft[] {
  const { change, what } = resource;
  const { type, replacedFor, reason = "", before = {} } = change;
  if (isAnnounced(resource)) return [];
  const by = replacedFor.length === 0 ? "" : `, because ${oneOf(replacedFor, "and")} cannot be changed in place`;
  const known = replacedFor.filter((name) => !change.unknown.has(name));
  return [
    draft(resource, {
      kind: LOSING.has(type) ? "plan-replaces" : "plan-replaces-setting",
      message: `the plan deletes ${what} and creates it again${by}`,
      details: [
        ...differenceSentences(change, known),
        ...[REASONS[reason]].filter((text) => text !== undefined),
        ...(type === "aws_ecr_repository" ? [imagesSentence(before["force_delete"] === true), LOST_POLICIES] : []),
      ],
    }),
  ];
}

function imagesSentence(isForced: boolean): string {
  return isForced
    ? "forceDelete is deployed, so AWS also deletes its images."
    : "If it contains images, AWS refuses to delete it, and the apply stops halfway.";
}

/** A review announces the replacement of a repository whose declared encryption changes. */
function isAnnounced({ change: { type, replacedFor }, expected }: PlannedResource): boolean {
  return (
    type === "aws_ecr_repository" &&
    replacedFor.length > 0 &&
    replacedFor.every((name) => expected?.attributes.has(name) === true) &&
    expected?.attributes.has("encryption_configuration") === true
  );
}
