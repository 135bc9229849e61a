import { PLAN_KINDS } from "./plan/kinds";
import { SEVERITIES, type Kind, type Severity } from "./severity";

export { SEVERITIES, type Severity } from "./severity";

/** What a review finds, with its default severity. */
export const REVIEW_KINDS = {
  "images-in-use": {
    severity: "high",
    meaning: "A changed lifecycle policy deletes or archives images that tasks or pods run.",
    reason: "New tasks and pods, such as after the loss of a node, cannot pull them any longer.",
  },
  "images-deleted": {
    severity: "high",
    meaning: "A changed lifecycle policy deletes more of the listed images.",
    reason: "AWS deletes them within a day, and deleted images cannot be restored.",
  },
  "images-archived": {
    severity: "medium",
    meaning: "A changed lifecycle policy archives more of the listed images.",
    reason: "An archived image cannot be pulled until it is restored, but it is not lost.",
  },
  "lifecycle-stricter": {
    severity: "medium",
    meaning:
      "A changed lifecycle policy may delete or archive more images, and no listing of the repository was given.",
    reason: "How many images are affected is unknown.",
  },
  "lifecycle-looser": {
    severity: "low",
    meaning: "A changed lifecycle policy deletes fewer images, or deletes no other ones of those listed.",
    reason: "Nothing is lost, but storage may cost more.",
  },
  "public-access": {
    severity: "high",
    meaning: "Everyone gains a right, with no condition on who calls.",
    reason: "Any AWS account could use it.",
  },
  "access-outside": {
    severity: "high",
    meaning: "A principal outside the account gains the right to push, to delete images or to change the policy.",
    reason: "Another account could replace or delete what production runs.",
  },
  "pull-outside": {
    severity: "medium",
    meaning: "A principal outside the account gains the right to pull.",
    reason: "Images leave the account, which is often intended.",
  },
  "access-inside": {
    severity: "medium",
    meaning: "A principal of the account gains the right to push, to delete images or to change the policy.",
    reason: "One more principal could replace or delete images.",
  },
  "pull-inside": {
    severity: "low",
    meaning: "A principal of the account gains the right to pull.",
    reason: "Images stay in the account.",
  },
  "access-new": {
    severity: "note",
    meaning: "A principal of the account has rights on a new repository.",
    reason: "The repository has no images yet.",
  },
  "access-conditions": {
    severity: "medium",
    meaning: "The statements or conditions under which a principal has a right change.",
    reason: "The condition may now hold for more callers.",
  },
  "policy-changed": {
    severity: "medium",
    meaning: "A repository policy changes without changing who has a right as a whole.",
    reason: "A principal may gain single actions, such as moving a tag.",
  },
  "access-lost": {
    severity: "medium",
    meaning: "A principal loses a right.",
    reason: "What pulls or pushes with it fails after the deployment.",
  },
  "ci-trust": {
    severity: "high",
    meaning: "More tokens of CI jobs may assume a role that pushes.",
    reason: "Whoever can run such a job can replace images.",
  },
  "ci-trust-read": {
    severity: "medium",
    meaning: "More tokens of CI jobs may assume a role that only pulls or reads scans.",
    reason: "Such jobs can read images, but not replace them.",
  },
  "workload-trust": {
    severity: "high",
    meaning: "More workloads may assume a role that pushes.",
    reason: "Whoever can start such a workload can replace images.",
  },
  "workload-trust-read": {
    severity: "medium",
    meaning: "More workloads may assume a role that only pulls.",
    reason: "Such workloads can read images, but not replace them.",
  },
  "repository-deleted": {
    severity: "high",
    meaning: "Terraform deletes a repository.",
    reason: "Its policies are deleted first, so that pulls from other accounts fail even if AWS keeps the repository.",
  },
  "repository-replaced": {
    severity: "high",
    meaning: "Terraform deletes a repository and creates it again, because its encryption changes.",
    reason: "With images, AWS refuses halfway; with `forceDelete`, the images are lost.",
  },
  "plan-refused": {
    severity: "high",
    meaning:
      "Terraform refuses the whole plan, because a retained repository would be deleted or loses its protection.",
    reason: "Nothing of the change can be deployed.",
  },
  "repository-released": {
    severity: "low",
    meaning: "A repository leaves Terraform's state and stays in AWS.",
    reason: "Nothing changes in AWS, but nothing manages the repository any longer.",
  },
  "repository-regrouped": {
    severity: "note",
    meaning: "A repository moves to the state of another stack, because its group changes.",
    reason: "Nothing changes in AWS.",
  },
  "repository-added": {
    severity: "note",
    meaning: "Terraform creates or imports a repository.",
    reason: "A new repository harms nothing.",
  },
  "protection-lowered": {
    severity: "medium",
    meaning:
      "A repository loses a safeguard: immutable tags, scan on push, `Retain`, or the refusal to delete images (`forceDelete`).",
    reason: "What the safeguard prevented becomes possible.",
  },
  "setting-changed": {
    severity: "note",
    meaning: "Another setting changes.",
    reason: "It affects neither images nor access.",
  },
  "registry-changed": {
    severity: "medium",
    meaning: "A setting of the whole registry changes: scanning, replication, cache, templates or account settings.",
    reason: "It affects repositories that the change does not name.",
  },
  "scanning-stopped": {
    severity: "high",
    meaning: "Repositories are no longer scanned automatically.",
    reason: "New vulnerabilities in them remain unnoticed.",
  },
  "replication-stopped": {
    severity: "high",
    meaning: "Repositories are no longer replicated.",
    reason: "Other regions and accounts no longer receive new images.",
  },
  "owner-changed": {
    severity: "high",
    meaning: "A repository changes hands between Terraform and the operator.",
    reason: "The operator resets settings every five minutes and may delete repositories with their images.",
  },
  "operator-permissions": {
    severity: "medium",
    meaning: "The operator's role gains permissions.",
    reason: "A compromised operator could do more.",
  },
  "boundary-changed": {
    severity: "medium",
    meaning: "A role loses its permissions boundary, or gets another one.",
    reason: "What the boundary denied may become possible.",
  },
  "registry-access": {
    severity: "high",
    meaning: "The registry's policy lets another account or everyone do more.",
    reason: "It applies to all repositories of the registry.",
  },
  "operator-trust": {
    severity: "medium",
    meaning: "More ServiceAccounts or clusters may assume the operator's role.",
    reason: "More workloads get its permissions.",
  },
  "environment-moved": {
    severity: "high",
    meaning: "An environment's account, region, or place of the state changes.",
    reason: "Terraform creates everything again, and deletes what it created before or no longer manages it.",
  },
  "environment-removed": {
    severity: "high",
    meaning: "An environment is removed.",
    reason: "Its repositories stay in AWS, and nothing manages them any longer.",
  },
  "environment-added": {
    severity: "note",
    meaning: "An environment is added.",
    reason: "It changes nothing that exists.",
  },
  "base-unreadable": {
    severity: "high",
    meaning: "The environment cannot be read at the base, so that it cannot be compared.",
    reason: "What is new in it is unknown, so only its access from outside is reported.",
  },
  ...PLAN_KINDS,
} as const satisfies Readonly<Record<string, Kind>>;

export type ReviewKind = keyof typeof REVIEW_KINDS;
export const REVIEW_KIND_NAMES = Object.keys(REVIEW_KINDS) as readonly ReviewKind[];

/** Whether a severity is at least another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}
