/**
 * What is different under the operator, most serious first: said before anything is done.
 * @param allowDelete whether the operator's role may delete repositories
 * @param losses sentences about what its manifest can not say
 */
export function consequencesOfGiving(allowDelete: boolean, losses: readonly string[]): string[] {
  return [
    ...deletion(allowDelete),
    "The operator sets tag mutability, scan on push, lifecycle policy and tags anew every five minutes, as its manifest has them.",
    ...losses,
  ];
}

function deletion(allowDelete: boolean): string[] {
  const always =
    "The operator deletes a repository with all its images when its manifest is deleted, whatever the manifest's deletionPolicy says: Retain does not hold.";
  return [
    allowDelete
      ? `${always} Its role may do so here (operator.allowDelete: true).`
      : `${always} Its role may not delete here (operator.allowDelete is false): the repository stays, and a deleted manifest waits for its finalizer to be taken away.`,
    "Terraform's protection ends: prevent_destroy, plans that somebody reads, and the lists of what is declared.",
  ];
}

/** What is different under Terraform. */
export function consequencesOfTaking(manifestOfName: string): string[] {
  return [
    "Deleting a manifest makes the operator delete the repository with all its images, Retain or not. So its role loses the repository first, and the manifest goes only after that.",
    `A manifest that is deleted while the role may not delete keeps its finalizer, which is taken away by hand (${manifestOfName}).`,
  ];
}
