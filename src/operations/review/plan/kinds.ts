import { type Kind } from "../severity";

/** What a review finds in a plan, with its default severity. */
export const PLAN_KINDS = {
  "plan-outside": {
    severity: "high",
    meaning: "The plan changes a resource that the environment does not declare.",
    reason: "It is not part of the reviewed change: someone edited the generated Terraform, or planned something else.",
  },
  "plan-destroys": {
    severity: "high",
    meaning: "The plan deletes a resource that the change does not remove.",
    reason: "Deleted repositories take their policies and, with `forceDelete`, their images with them.",
  },
  "plan-replaces": {
    severity: "high",
    meaning: "The plan deletes a repository or a role and creates it again, and the review does not announce it.",
    reason: "A replaced repository loses its images; a replaced role is missing until it is created again.",
  },
  "plan-replaces-setting": {
    severity: "medium",
    meaning: "The plan deletes another resource, such as a cache rule, and creates it again.",
    reason: "Nothing is stored in it, but it is missing for a moment.",
  },
  "plan-misses": {
    severity: "high",
    meaning: "The plan does not do what the change declares.",
    reason: "It was made from other declarations, so it deploys something that was not reviewed.",
  },
  "plan-forgets": {
    severity: "medium",
    meaning: "The plan removes a resource from Terraform's state that the change does not list under `removed`.",
    reason: "It stays in AWS, and nothing manages it any longer.",
  },
  "plan-recreates": {
    severity: "medium",
    meaning: "The plan creates a resource that the base declares already.",
    reason: "The base was not deployed, or Terraform's state was lost. If AWS has the resource, the apply fails.",
  },
  "drift-undone": {
    severity: "medium",
    meaning: "The plan undoes a change that was made outside Terraform.",
    reason: "Someone made it for a reason, such as an incident, and may depend on it.",
  },
  "existing-changed": {
    severity: "medium",
    meaning:
      "The plan changes a resource that the base does not declare, but that exists: most often while it imports it.",
    reason: "What AWS has differs from what is declared, and the review has not seen the difference.",
  },
  "plan-done": {
    severity: "note",
    meaning: "A resource is already as the change declares it, so the plan leaves it as it is.",
    reason: "The change was deployed before, or made by hand.",
  },
} as const satisfies Readonly<Record<string, Kind>>;
