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
  const always =
    "If you delete the manifest, the operator deletes the repository with all of its images. The operator ignores deletionPolicy, even Retain.";
  return [
    allowDelete
      ? `${always} The role allows this (operator.allowDelete: true).`
      : `${always} The role does not allow this (operator.allowDelete: false), so the repository stays, and the deleted manifest remains until you remove its finalizer.`,
    "Terraform no longer protects the repository: prevent_destroy and plan reviews no longer apply, and the repository is no longer declared.",
  ];
}

/** Consequences of moving a repository to Terraform. */
export function consequencesOfTaking(instructions: string): string[] {
  return [
    "If you delete the manifest, the operator deletes the repository with all of its images, even with Retain. For this reason, the role loses access first, and you delete the manifest afterwards.",
    `If you delete the manifest while the role cannot delete repositories, the manifest remains until you remove its finalizer (${instructions}).`,
  ];
}
