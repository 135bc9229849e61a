import { type DeletionPolicy } from "../ecr-repository/settings";

/** Deletion policies that promise that the repository stays in AWS. */
const RETAINING: readonly DeletionPolicy[] = ["Retain", "Orphan"];

/** Whether a repository with this policy has a guard in Terraform's state. */
export function isRetained(deletionPolicy: DeletionPolicy): boolean {
  return RETAINING.includes(deletionPolicy);
}

/** `Retain or Orphan`, for messages. */
export const RETAINING_POLICIES = RETAINING.join(" or ");

/** Type and names of the resources whose instances are the guards, one instance a repository. */
export const GUARD = { type: "terraform_data", retained: "retained", released: "released" } as const;

/** Locals of a stack that list the repositories, and the maps that the guards iterate over. */
export const GUARD_LOCALS = {
  retainedNames: "retained_names",
  releasedNames: "released_names",
  retainedMap: "retained_repositories",
  releasedMap: "released_repositories",
} as const;

/** Terraform address of a repository's guard, such as `terraform_data.retained["team/api"]`. */
export function guardAddress(kind: "retained" | "released", repositoryName: string): string {
  return `${GUARD.type}.${GUARD[kind]}[${JSON.stringify(repositoryName)}]`;
}

/** What a reviewer needs to know, by the address of the block or local that it stands above. */
export const GUARD_COMMENTS: Readonly<Record<string, string>> = {
  [`local.${GUARD_LOCALS.retainedNames}`]: `Repositories with deletionPolicy ${RETAINING_POLICIES}.`,
  [`local.${GUARD_LOCALS.releasedNames}`]:
    "Repositories under `removed` and `released` in environment.yaml, which are no longer protected.",
  [`local.${GUARD_LOCALS.releasedMap}`]:
    "for_each reads maps from locals: Terraform evaluates it again for each instance, and sets take ten times as long.",
  [`${GUARD.type}.${GUARD.retained}`]:
    "Keeps retained repositories from being deleted with their entry. A repository's own prevent_destroy goes away with its\n" +
    "block. This block stays, so when a name leaves the list, Terraform refuses the whole plan before it changes anything.",
  [`${GUARD.type}.${GUARD.released}`]:
    "Repositories that may leave Terraform or be deleted. A moved block brings each one here from the resource above.",
};
