import { oneOf } from "../../domain/problems/problem";

/**
 * Consequences of moving a repository to the operator, most serious first.
 * @param allowDelete whether the operator's role may delete repositories
 * @param losses sentences about settings that the manifest cannot express
 */
export function consequencesOfGiving(allowDelete: boolean, losses: readonly string[]): string[] {
  return [
    ...deletion(allowDelete),
    "Every five minutes, the operator resets tag mutability, scan on push, lifecycle policy and tags to match the manifest.",
    ...losses,
  ];
}

function deletion(allowDelete: boolean): string[] {
  const [deletes, answer] = allowDelete
    ? ["deletes", "The role allows this (operator.allowDelete: true)."]
    : [
        "tries to delete",
        "The role does not allow this (operator.allowDelete: false), so the repository stays, and the deleted manifest remains until you remove its finalizer.",
      ];
  return [
    `If you delete the manifest, the operator ${deletes} the repository with all of its images. The operator ignores deletionPolicy, even Retain. ${answer}`,
    "Terraform no longer protects the repository: prevent_destroy and plan reviews no longer apply, and the repository is no longer declared.",
  ];
}

/**
 * What happens to the copies of a repository that moves to the operator.
 * @param regions additional regions that have a copy
 */
export function consequencesForCopies(regions: readonly string[], ownRegion: string): string[] {
  return regions.length === 0
    ? []
    : [
        `The copies in ${oneOf(regions, "and")} stay in AWS, and ECR still replicates to them. Neither Terraform nor the operator manages them, because the operator works only in ${ownRegion}.`,
      ];
}

/** Consequences of moving a repository to Terraform. */
export function consequencesOfTaking(instructions: string): string[] {
  return [
    "If you delete the manifest, the operator deletes the repository with all of its images, even with Retain. For this reason, the role loses access first, and you delete the manifest afterwards.",
    `If you delete the manifest while the role cannot delete repositories, the manifest remains until you remove its finalizer (${instructions}).`,
  ];
}
