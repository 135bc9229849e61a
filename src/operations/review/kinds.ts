import { PLAN_KINDS } from "./plan/kinds";

/** How much a reviewer must look at a finding. */
export const SEVERITIES = ["high", "medium", "low", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Kind {
  readonly severity: Severity;
  /** What is found, for the documentation. */
  readonly meaning: string;
  /** Why it has its severity, for the documentation. */
  readonly reason: string;
}

/** What a review finds, with its default severity. */
export const REVIEW_KINDS = {
  "images-in-use": {
    severity: "high",
    meaning: "A changed lifecycle policy deletes or archives images that tasks or pods run.",
    reason: "New tasks and pods can no longer pull these images, for example after a node fails.",
  },
  "images-deleted": {
    severity: "high",
    meaning: "A changed lifecycle policy deletes more of the listed images.",
    reason: "AWS deletes these images within a day, and deleted images cannot be restored.",
  },
  "images-archived": {
    severity: "medium",
    meaning: "A changed lifecycle policy archives more of the listed images.",
    reason: "An archived image cannot be pulled until it is restored, but it is not lost.",
  },
  "lifecycle-stricter": {
    severity: "medium",
    meaning: "A changed lifecycle policy may delete or archive more images, but the images are not listed.",
    reason: "The number of affected images is unknown.",
  },
  "lifecycle-looser": {
    severity: "low",
    meaning: "A changed lifecycle policy does not delete or archive additional images.",
    reason: "No additional images are lost, but storage may cost more.",
  },
  "public-access": {
    severity: "high",
    meaning: "Everyone gains access, and no condition limits the callers.",
    reason: "Anyone with an AWS account could use this access.",
  },
  "access-outside": {
    severity: "high",
    meaning: "A principal outside the account may now push, delete images or change the policy.",
    reason: "Another account could replace or delete the images that production runs.",
  },
  "pull-outside": {
    severity: "medium",
    meaning: "A principal outside the account may now pull.",
    reason: "Another account can copy the images. Often, this is intended.",
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
    reason: "The repository does not contain images yet, unless it is imported.",
  },
  "access-conditions": {
    severity: "medium",
    meaning: "A principal gets access through different statements or conditions.",
    reason: "More callers may meet the new conditions.",
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
    reason: "Anyone who can run such a job can replace images.",
  },
  "ci-trust-read": {
    severity: "medium",
    meaning: "More CI jobs may assume a role that only pulls or reads scans.",
    reason: "These jobs can read images or scan results, but cannot replace images.",
  },
  "workload-trust": {
    severity: "high",
    meaning: "More workloads may assume a role that pushes.",
    reason: "Anyone who can start such a workload can replace images.",
  },
  "workload-trust-read": {
    severity: "medium",
    meaning: "More workloads may assume a role that only pulls.",
    reason: "These workloads can read images but not replace them.",
  },
  "repository-deleted": {
    severity: "high",
    meaning: "Terraform deletes a repository.",
    reason:
      "Terraform deletes the policies first. Pulls from other accounts then fail, even if AWS refuses to delete the repository.",
  },
  "repository-replaced": {
    severity: "high",
    meaning: "Terraform deletes a repository and creates it again, because its encryption changes.",
    reason:
      "If the repository contains images, AWS refuses to delete it, and the deployment stops halfway. With `forceDelete`, the images are lost.",
  },
  "key-deleted": {
    severity: "high",
    meaning: "Terraform deletes the KMS key of the registry.",
    reason: "After KMS deletes the key, no one can read the images that it encrypts.",
  },
  "plan-refused": {
    severity: "high",
    meaning:
      "Terraform rejects the whole plan, because a retained repository would be deleted or lose its protection, or the registry's KMS key is no longer declared.",
    reason: "Nothing in the rejected plan can be deployed.",
  },
  "repository-released": {
    severity: "low",
    meaning: "A repository is removed from Terraform's state but kept in AWS.",
    reason: "Nothing changes in AWS, but the repository is no longer managed.",
  },
  "repository-regrouped": {
    severity: "note",
    meaning: "A repository moves to a different stack, because its group changes.",
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
    reason: "The safeguard no longer prevents mistakes.",
  },
  "notification-stopped": {
    severity: "medium",
    meaning: "A notification is removed, or no longer reports an event.",
    reason: "A finding or a failure may go unnoticed.",
  },
  "notification-changed": {
    severity: "low",
    meaning: "The recipients, repositories, tags or severities of a notification change.",
    reason: "The wrong people may be notified, or important events may not be reported.",
  },
  "setting-changed": {
    severity: "note",
    meaning: "Any other setting changes.",
    reason: "The setting usually does not affect images or access.",
  },
  "registry-changed": {
    severity: "medium",
    meaning:
      "A setting of the whole registry changes, such as scanning, replication, cache, templates or account settings.",
    reason: "The setting can affect repositories that the change does not mention.",
  },
  "scanning-stopped": {
    severity: "high",
    meaning: "Repositories are no longer scanned automatically.",
    reason: "New vulnerabilities in these repositories go unnoticed.",
  },
  "replication-stopped": {
    severity: "high",
    meaning: "Repositories are no longer replicated.",
    reason: "Other regions and accounts no longer receive new images.",
  },
  "owner-changed": {
    severity: "high",
    meaning: "The owner of a repository changes from Terraform to the operator, or back.",
    reason:
      "Every five minutes, the operator resets the settings of its repositories. It may also delete repositories and their images.",
  },
  "operator-permissions": {
    severity: "medium",
    meaning: "The operator's role gains permissions or is deleted.",
    reason:
      "With more permissions, a compromised operator could do more harm. Without the role, the operator's calls to AWS fail.",
  },
  "boundary-changed": {
    severity: "medium",
    meaning: "A role loses its permissions boundary, or gets a different one.",
    reason: "The role may now have permissions that the old boundary denied.",
  },
  "registry-access": {
    severity: "high",
    meaning: "The registry policy grants more actions to another account or to everyone.",
    reason: "The policy can apply to all repositories in the registry.",
  },
  "operator-trust": {
    severity: "medium",
    meaning: "More ServiceAccounts or clusters may assume the operator's role.",
    reason: "More workloads get the operator's permissions.",
  },
  "environment-moved": {
    severity: "high",
    meaning: "An environment's account, region or state location changes.",
    reason: "Terraform creates all resources again. It deletes the old resources or no longer manages them.",
  },
  "environment-removed": {
    severity: "high",
    meaning: "An environment or one of its additional regions is removed.",
    reason: "Its repositories are kept in AWS but no longer managed.",
  },
  "environment-added": {
    severity: "note",
    meaning: "An environment or an additional region is added.",
    reason: "A new environment does not affect existing ones.",
  },
  "base-unreadable": {
    severity: "high",
    meaning: "The environment in the base revision cannot be read, so it cannot be compared.",
    reason:
      "The changes are unknown. The review reports only access from outside the account, and who may assume roles that push.",
  },
  ...PLAN_KINDS,
} as const satisfies Readonly<Record<string, Kind>>;

export type ReviewKind = keyof typeof REVIEW_KINDS;
export const REVIEW_KIND_NAMES = Object.keys(REVIEW_KINDS) as readonly ReviewKind[];

/** Whether a severity is at least another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}
