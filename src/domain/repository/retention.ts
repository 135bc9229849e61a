import { createHash } from "node:crypto";
import { type DeletionPolicy } from "./settings";

/** Deletion policies that keep the repository in AWS. */
const RETAINING: readonly DeletionPolicy[] = ["Retain", "Orphan"];

/** Whether repositories with this policy have a guard in Terraform's state. */
export function isRetained(deletionPolicy: DeletionPolicy): boolean {
  return RETAINING.includes(deletionPolicy);
}

/** `Retain or Orphan`, for messages. */
export const RETAINING_POLICIES = RETAINING.join(" or ");

/** Type of the guard resources, which have one instance per repository. */
export const GUARD_TYPE = "terraform_data";

const RETAINED = "retained";

/**
 * Number of resources that share the retained repositories. Terraform evaluates `for_each` again for each instance, so plan time
 * grows with the square of a resource's instances. Do not change it: that would move deployed guards.
 */
const SHARES = 8;

/** Names of the guard resources with `prevent_destroy`. */
export const RETAINED_GUARDS: readonly string[] = Array.from({ length: SHARES }, (_, share) => `${RETAINED}_${share}`);

/** Name of the guard resource without `prevent_destroy`, for removed and released repositories. */
export const RELEASED_GUARD = "released";

/** The kind of guard that a resource is, by its type and name; `undefined` for other resources. */
export function guardKind(type: string, name: string): "retained" | "released" | undefined {
  if (type !== GUARD_TYPE) return undefined;
  if (name === RELEASED_GUARD) return "released";
  return RETAINED_GUARDS.includes(name) ? "retained" : undefined;
}

/** Names of the stack's locals: lists of repositories, and the maps that the guards iterate over. */
export const GUARD_LOCALS = {
  retainedNames: "retained_names",
  releasedNames: "released_names",
  retainedMaps: "retained_repositories",
  releasedMap: "released_repositories",
} as const;

/** HCL of the maps, which Terraform computes from the lists. */
export const GUARD_MAPS = {
  [GUARD_LOCALS.retainedMaps]: `\${[ for share in range(${SHARES}) : tomap({ for name in local.${GUARD_LOCALS.retainedNames} : name => true if parseint(substr(sha256(name), 0, 1), 16) % ${SHARES} == share }) ]}`,
  [GUARD_LOCALS.releasedMap]: `\${tomap({ for name in local.${GUARD_LOCALS.releasedNames} : name => true })}`,
} as const;

/** Terraform address of a repository's guard, such as `terraform_data.retained_6["team/api"]`. */
export function guardAddress(kind: "retained" | "released", repositoryName: string): string {
  const name = kind === "released" ? RELEASED_GUARD : `${RETAINED}_${shareOf(repositoryName)}`;
  return `${GUARD_TYPE}.${name}[${JSON.stringify(repositoryName)}]`;
}

/** The same share as in the HCL above. It depends only on the name's checksum, so it never changes. */
function shareOf(repositoryName: string): number {
  const digit = createHash("sha256").update(repositoryName).digest("hex").charAt(0);
  return Number.parseInt(digit, 16) % SHARES;
}

/** Comments for reviewers, by the address of the block or local below them. */
export const GUARD_COMMENTS: Readonly<Record<string, string>> = {
  [`local.${GUARD_LOCALS.retainedNames}`]: `Repositories with deletionPolicy ${RETAINING_POLICIES}.`,
  [`local.${GUARD_LOCALS.releasedNames}`]:
    "Repositories under `removed` and `released` in environment.yaml, which are no longer protected.",
  [`local.${GUARD_LOCALS.retainedMaps}`]: `The same names, split into ${SHARES} maps by checksum. Terraform evaluates for_each again for each instance, so one map would slow down large plans.`,
  [`${GUARD_TYPE}.${RETAINED_GUARDS[0] ?? ""}`]:
    "Protect retained repositories when their entries are removed. A repository's own prevent_destroy disappears together with\n" +
    "its block. These blocks stay: when a name is removed from the list, Terraform rejects the whole plan before it changes anything.\n" +
    `There are always ${SHARES} of them, even for a few names, so that guards keep their addresses when the list grows.`,
  [`${GUARD_TYPE}.${RELEASED_GUARD}`]:
    "Repositories that Terraform may forget or delete. A moved block moves each guard here from the resources above.",
};
