import { createHash } from "node:crypto";
import { type DeletionPolicy } from "./settings";

/** Deletion policies that promise that the repository stays in AWS. */
const RETAINING: readonly DeletionPolicy[] = ["Retain", "Orphan"];

/** Whether a repository with this policy has a guard in Terraform's state. */
export function isRetained(deletionPolicy: DeletionPolicy): boolean {
  return RETAINING.includes(deletionPolicy);
}

/** `Retain or Orphan`, for messages. */
export const RETAINING_POLICIES = RETAINING.join(" or ");

/** Type of the resources whose instances are the guards, one instance a repository. */
export const GUARD_TYPE = "terraform_data";

const RETAINED = "retained";
const RELEASED = "released";

/**
 * Number of resources that share the retained repositories. Terraform evaluates `for_each` again for each instance, so that the
 * time to plan grows with the square of a resource's instances. Fixed: another number would move guards that are deployed.
 */
const SHARES = 8;

/** Names of the resources with `prevent_destroy`, in order. */
export const RETAINED_GUARDS: readonly string[] = Array.from({ length: SHARES }, (_, share) => `${RETAINED}_${share}`);

/** Name of the resource without it, to which the guards of removed and released repositories move. */
export const RELEASED_GUARD = RELEASED;

/** What a resource's instances guard, by its type and name; `undefined` for a resource that is no guard. */
export function guardKind(type: string, name: string): "retained" | "released" | undefined {
  if (type !== GUARD_TYPE) return undefined;
  if (name === RELEASED_GUARD) return "released";
  return RETAINED_GUARDS.includes(name) ? "retained" : undefined;
}

/** Locals of a stack: names of repositories, and the maps that the guards iterate over. */
export const GUARD_LOCALS = {
  retainedNames: "retained_names",
  releasedNames: "released_names",
  retainedMaps: "retained_repositories",
  releasedMap: "released_repositories",
} as const;

/** The locals' values that Terraform works out from the names. */
export const GUARD_MAPS = {
  [GUARD_LOCALS.retainedMaps]: `\${[ for share in range(${SHARES}) : tomap({ for name in local.${GUARD_LOCALS.retainedNames} : name => true if parseint(substr(sha256(name), 0, 1), 16) % ${SHARES} == share }) ]}`,
  [GUARD_LOCALS.releasedMap]: `\${tomap({ for name in local.${GUARD_LOCALS.releasedNames} : name => true })}`,
} as const;

/** Terraform address of a repository's guard, such as `terraform_data.retained_6["team/api"]`. */
export function guardAddress(kind: "retained" | "released", repositoryName: string): string {
  const name = kind === "released" ? RELEASED_GUARD : `${RETAINED}_${shareOf(repositoryName)}`;
  return `${GUARD_TYPE}.${name}[${JSON.stringify(repositoryName)}]`;
}

/** The same share as in the local's value: by the first digit of a checksum, so that a repository's never changes. */
function shareOf(repositoryName: string): number {
  const digit = createHash("sha256").update(repositoryName).digest("hex").charAt(0);
  return Number.parseInt(digit, 16) % SHARES;
}

/** What a reviewer needs to know, by the address of the block or local that it stands above. */
export const GUARD_COMMENTS: Readonly<Record<string, string>> = {
  [`local.${GUARD_LOCALS.retainedNames}`]: `Repositories with deletionPolicy ${RETAINING_POLICIES}.`,
  [`local.${GUARD_LOCALS.releasedNames}`]:
    "Repositories under `removed` and `released` in environment.yaml, which are no longer protected.",
  [`local.${GUARD_LOCALS.retainedMaps}`]: `The same names in ${SHARES} maps, by a checksum. Terraform evaluates for_each again for each instance, so one map would slow down large plans.`,
  [`${GUARD_TYPE}.${RETAINED_GUARDS[0] ?? ""}`]:
    "Keep retained repositories from being deleted with their entry. A repository's own prevent_destroy goes away with its\n" +
    "block. These blocks stay, so when a name leaves the list, Terraform refuses the whole plan before it changes anything.",
  [`${GUARD_TYPE}.${RELEASED_GUARD}`]:
    "Repositories that may leave Terraform or be deleted. A moved block brings each one here from the resources above.",
};
