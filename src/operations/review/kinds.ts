import { PLAN_KINDS } from "./plan/kinds";
import { SEVERITIES, type Kind, type Severity } from "./severity";

export { SEVERITIES, type Severity } from "./severity";

/** What a review finds, with its default severity. */
export const REVIEW_KINDS = {
  "images-in-use": {
    severity: "high",
    meaning: "A changed lifecycle policy deletes or archives images that tasks or pods run.",
    reason: "New tasks and pods, for example after a node is lost, can no longer pull them.",
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
    meaning: "A changed lifecycle policy may delete or archive more images, but there is no listing of the images.",
    reason: "The number of affected images is unknown.",
  },
  "lifecycle-looser": {
    severity: "low",
    meaning: "A changed lifecycle policy deletes fewer of the listed images, or the same ones.",
    reason: "Nothing is lost, but storage may cost more.",
  },
  "public-access": {
    severity: "high",
    meaning: "Everyone gains access, without a condition on the caller.",
    reason: "Any AWS account could use it.",
  },
  "access-outside": {
    severity: "high",
    meaning: "A principal outside the account may now push, delete images or change the policy.",
    reason: "Another account could replace or delete images that production runs.",
  },
  "pull-outside": {
    severity: "medium",
    meaning: "A principal outside the account may now pull.",
    reason: "Images can leave the account, which is often intended.",
  },
  "access-inside": {
    severity: "medium",
    meaning: "A principal in the account may now push, delete images or change the policy.",
    reason: "One more principal could replace or delete images.",
  },
  "pull-inside": {
    severity: "low",
    meaning: "A principal in the account may now pull.",
    reason: "Images stay in the account.",
  },
  "access-new": {
    severity: "note",
    meaning: "A principal in the account has access to a new repository.",
    reason: "The repository does not contain images yet.",
  },
  "access-conditions": {
    severity: "medium",
    meaning: "A principal gets access through different statements or conditions.",
    reason: "More callers may now meet the condition.",
  },
  "policy-changed": {
    severity: "medium",
    meaning: "A repository policy changes, but not who may pull, push, delete images or change the policy.",
    reason: "A principal may gain individual actions, such as moving a tag.",
  },
  "access-lost": {
    severity: "medium",
    meaning: "A principal loses access.",
    reason: "Its pulls or pushes fail after the deployment.",
  },
  "ci-trust": {
    severity: "high",
    meaning: "More CI jobs may assume a role that pushes.",
    reason: "Whoever can run such a job can replace images.",
  },
  "ci-trust-read": {
    severity: "medium",
    meaning: "More CI jobs may assume a role that only pulls or reads scans.",
    reason: "These jobs can read images, but not replace them.",
  },
  "workload-trust": {
    severity: "high",
    meaning: "More workloads may assume a role that pushes.",
    reason: "Whoever can start such a workload can replace images.",
  },
  "workload-trust-read": {
    severity: "medium",
    meaning: "More workloads may assume a role that only pulls.",
    reason: "These workloads can read images, but not replace them.",
  },
  "repository-deleted": {
    severity: "high",
    meaning: "Terraform deletes a repository.",
    reason: "Its policies are deleted first, so pulls from other accounts fail even if AWS keeps the repository.",
  },
  "repository-replaced": {
    severity: "high",
    meaning: "Terraform deletes a repository and creates it again, because its encryption changes.",
    reason:
      "If it contains images, AWS refuses to delete it, and the apply stops halfway. With `forceDelete`, the images are lost.",
  },
  "plan-refused": {
    severity: "high",
    meaning: "Terraform rejects the whole plan, because a retained repository would be deleted or lose its protection.",
    reason: "No part of the change can be deployed.",
  },
  "repository-released": {
    severity: "low",
    meaning: "A repository leaves Terraform's state and stays in AWS.",
    reason: "Nothing changes in AWS, but the repository is no longer managed.",
  },
  "repository-regrouped": {
    severity: "note",
    meaning: "A repository moves to the state of another stack, because its group changes.",
    reason: "Nothing changes in AWS.",
  },
  "repository-added": {
    severity: "note",
    meaning: "Terraform creates or imports a repository.",
    reason: "A new repository does not affect existing ones.",
  },
  "public-repository": {
    severity: "high",
    meaning: "A public repository is added or deleted, or the principals that may push to it change.",
    reason: "Everyone can pull its images, and people outside your organization may rely on them.",
  },
  "protection-lowered": {
    severity: "medium",
    meaning:
      "A repository loses a safeguard: immutable tags, scan on push, `Retain`, or the refusal to delete images (`forceDelete`).",
    reason: "What the safeguard prevented is now possible.",
  },
  "notification-stopped": {
    severity: "medium",
    meaning: "A notification is removed, or no longer reports an event.",
    reason: "A finding or a failure may go unnoticed.",
  },
  "notification-changed": {
    severity: "low",
    meaning: "The receivers, repositories, tags or severities of a notification change.",
    reason: "Different receivers are notified, or the receivers get fewer events.",
  },
  "setting-changed": {
    severity: "note",
    meaning: "Another setting changes.",
    reason: "It does not affect images or access.",
  },
  "registry-changed": {
    severity: "medium",
    meaning: "A setting of the whole registry changes: scanning, replication, cache, templates or account settings.",
    reason: "It can affect repositories that the change does not mention.",
  },
  "scanning-stopped": {
    severity: "high",
    meaning: "Repositories are no longer scanned automatically.",
    reason: "New vulnerabilities in them go unnoticed.",
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
    meaning: "A role loses its permissions boundary, or gets a different one.",
    reason: "What the boundary denied may now be possible.",
  },
  "registry-access": {
    severity: "high",
    meaning: "The registry policy allows another account or everyone to do more.",
    reason: "It applies to all repositories in the registry.",
  },
  "operator-trust": {
    severity: "medium",
    meaning: "More ServiceAccounts or clusters may assume the operator's role.",
    reason: "More workloads get the operator's permissions.",
  },
  "environment-moved": {
    severity: "high",
    meaning: "An environment's account, region or state location changes.",
    reason: "Terraform creates everything again. It deletes the previous resources, or no longer manages them.",
  },
  "environment-removed": {
    severity: "high",
    meaning: "An environment is removed.",
    reason: "Its repositories stay in AWS, but are no longer managed.",
  },
  "environment-added": {
    severity: "note",
    meaning: "An environment is added.",
    reason: "It does not change anything that exists.",
  },
  "base-unreadable": {
    severity: "high",
    meaning: "The environment cannot be read at the base, so it cannot be compared.",
    reason: "Its changes are unknown, so only access from outside the account is reported.",
  },
  ...PLAN_KINDS,
} as const satisfies Readonly<Record<string, Kind>>;

export type ReviewKind = keyof typeof REVIEW_KINDS;
export const REVIEW_KIND_NAMES = Object.keys(REVIEW_KINDS) as readonly ReviewKind[];

/** Whether a severity is at least another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}
