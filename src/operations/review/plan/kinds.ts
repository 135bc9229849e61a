import { type Kind } from "../kinds";

/** What a review finds in a plan, with its default severity. */
export const PLAN_KINDS = {
  "plan-outside": {
    severity: "high",
    meaning:
      "The plan changes a resource that the environment does not declare, or imports one that it does not list under `imports`.",
    reason:
      "The resource is not part of the reviewed change. Someone edited the generated Terraform, or planned a different configuration.",
  },
  "plan-destroys": {
    severity: "high",
    meaning: "The plan deletes a resource that the change does not remove.",
    reason: "If Terraform deletes a repository, it also deletes its policies and, with `forceDelete`, its images.",
  },
  "plan-replaces": {
    severity: "high",
    meaning: "The plan replaces a repository or role, and the review does not report the replacement.",
    reason:
      "With `forceDelete`, a replaced repository loses its images. Without it, the apply fails if the repository contains images. A replaced role does not exist until it is created again.",
  },
  "plan-replaces-setting": {
    severity: "medium",
    meaning: "The plan deletes any other resource, such as a cache rule, and creates it again.",
    reason: "The resource does not store data, but does not exist for a short time.",
  },
  "plan-misses": {
    severity: "high",
    meaning: "The plan does not do what the change declares.",
    reason: "The plan was created from different declarations, so it deploys something that was not reviewed.",
  },
  "plan-forgets": {
    severity: "medium",
    meaning: "The plan removes a resource from Terraform's state that the change does not list under `removed`.",
    reason: "The resource is kept in AWS but no longer managed.",
  },
  "plan-recreates": {
    severity: "medium",
    meaning: "The plan creates a resource that the base already declares.",
    reason:
      "The base was not deployed, or Terraform's state was lost. If the resource still exists in AWS, the apply fails or overwrites it.",
  },
  "drift-undone": {
    severity: "medium",
    meaning: "The plan reverts a difference from the base, usually a change that was made outside Terraform.",
    reason: "Someone made the change for a reason, such as an incident, and may depend on it.",
  },
  "existing-changed": {
    severity: "medium",
    meaning: "The plan changes an existing resource that the base does not declare, usually while importing it.",
    reason: "The resource in AWS differs from the declaration. The review cannot detect this without the plan.",
  },
  "plan-done": {
    severity: "note",
    meaning: "The resource already matches the change, so the plan does not change it.",
    reason: "Someone already deployed the change or made it by hand.",
  },
} as const satisfies Readonly<Record<string, Kind>>;
