/**
 * Consequences of moving a repository to the operator, most serious first.
 * @param allowDelete whether the operator's role may delete repositories
 * @param losses sentences about settings that the manifest cannot express
 */
export function consequencesOfGiving(allowDelete: boolean, losses: readonly string[]): string[] {
  return [
    ...deletion(allowDelete),
    "Every five minutes, the operator resets tag mutability, scan on push, lifecycle policy and tags to match its manifest.",
    ...losses,
  ];
}

function deletion(allowDelete: boolean): string[] {
  const always =
    "If the manifest is deleted, the operator deletes the repository with all its images. It ignores deletionPolicy, even Retain.";
  return [
    allowDelete
      ? `${always} Here its role allows this (operator.allowDelete: true).`
      : `${always} Here its role does not allow this (operator.allowDelete: false): the repository remains, and the deleted manifest waits until you remove its finalizer.`,
    "Terraform no longer protects the repository: prevent_destroy, reviewed plans and the lists of declared repositories do not apply.",
  ];
}

/** Consequences of moving a repository to Terraform. */
export function consequencesOfTaking(instructions: string): string[] {
  return [
    "If the manifest is deleted, the operator deletes the repository with all its images, even with Retain. So the role loses access first, and the manifest is deleted afterwards.",
    `If the manifest is deleted while the role cannot delete repositories, it keeps its finalizer until you remove it (${instructions}).`,
  ];
}
