import { isDeepStrictEqual } from "node:util";
import { declaredPolicies } from "../../domain/repository/addresses";
import { isRetained, RETAINING_POLICIES } from "../../domain/repository/retention";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { changedKeys } from "./changed-keys";
import { type Finding } from "./finding";
import { heldImages } from "./held-images";
import { type ImageFacts } from "./lifecycle";

/**
 * Terraform rejects a plan because of a retained repository.
 * @param plan which plan, as in `the whole plan of dev-registry`
 */
export function refusedPlan(
  repositoryName: string,
  why: string,
  details: readonly string[],
  plan = "the whole plan",
): Finding {
  const message = `Terraform rejects ${plan}, because ${why}`;
  const repositories = [repositoryName];
  return { kind: "plan-refused", repositories, message, short: "Terraform rejects the plan", details };
}

/** What happens to the policies of a replaced repository. Their arguments do not change, so the plan leaves them as they are. */
export const LOST_POLICIES =
  "Its policies are deleted together with the repository. Terraform notices this only in the next plan, so deploy a second time.";

/** What a repository's changes are seen against. */
export interface Place {
  readonly after: Environment;
  readonly images: ImageFacts;
}

/** What changed settings of a repository mean: its replacement, less protection, or nothing of the two. */
export function changedFindings(old: RepositoryDeclaration, now: RepositoryDeclaration, place: Place): Finding[] {
  const lost = lostSafeguards(old, now);
  return [
    ...encryptionFindings(old, now, place.images),
    ...protectionFindings(now, lost, place.after),
    ...settingFindings(old, now, lost),
  ];
}

function encryptionFindings(old: RepositoryDeclaration, now: RepositoryDeclaration, facts: ImageFacts): Finding[] {
  const [was, is] = [old.encryptionConfiguration, now.encryptionConfiguration];
  if (isDeepStrictEqual(was, is)) return [];
  const repositories = [now.repositoryName];
  const words = ({ encryptionType, kmsKey }: typeof was): string =>
    kmsKey === undefined ? encryptionType : `${encryptionType} with ${kmsKey}`;
  const details = [`The encryption changes from ${words(was)} to ${words(is)}.`];
  if (isRetained(old.deletionPolicy) && isRetained(now.deletionPolicy)) {
    const why = `the repository would be replaced, but has deletionPolicy ${now.deletionPolicy}`;
    return [refusedPlan(now.repositoryName, why, details)];
  }
  const message = old.forceDelete
    ? "Terraform deletes it with all of its images and creates it again"
    : "Terraform deletes it and creates it again, unless it contains images";
  const held = heldImages(now.repositoryName, old.forceDelete, facts);
  const lost = declaredPolicies(now).length > 0 ? [LOST_POLICIES] : [];
  const all = [...details, ...held, ...lost];
  return [{ kind: "repository-replaced", repositories, message, short: "would be replaced", details: all }];
}

/** A safeguard that a repository loses, by the setting that it is part of. */
interface LostSafeguard {
  readonly setting: keyof RepositoryDeclaration;
  readonly message: string;
}

function lostSafeguards(old: RepositoryDeclaration, now: RepositoryDeclaration): LostSafeguard[] {
  const lost: LostSafeguard[] = [];
  const lose = (setting: LostSafeguard["setting"], message: string): number => lost.push({ setting, message });
  if (isRetained(old.deletionPolicy) && !isRetained(now.deletionPolicy))
    lose("deletionPolicy", `no longer retained: deletionPolicy is ${now.deletionPolicy}`);
  if (!old.forceDelete && now.forceDelete)
    lose("forceDelete", "forceDelete is set, so deleting the repository also deletes its images");
  const mutability = now.imageTagMutability;
  const tags = mutability.endsWith("_WITH_EXCLUSION") ? "some tags" : "tags";
  if (old.imageTagMutability === "IMMUTABLE" && mutability !== "IMMUTABLE")
    lose("imageTagMutability", `${tags} are no longer immutable: imageTagMutability is ${mutability}`);
  if (old.scanOnPush && !now.scanOnPush) lose("scanOnPush", "images are no longer scanned on push");
  return lost;
}

function protectionFindings(
  { repositoryName }: RepositoryDeclaration,
  lost: readonly LostSafeguard[],
  after: Environment,
): Finding[] {
  const repositories = [repositoryName];
  return lost.map(({ setting, message }): Finding => {
    if (setting !== "deletionPolicy" || after.released.includes(repositoryName))
      return { kind: "protection-lowered", repositories, message };
    const why = `the repository's deletionPolicy is no longer ${RETAINING_POLICIES}`;
    return refusedPlan(repositoryName, why, [
      `To end the protection, list the repository under released in ${after.name}.`,
    ]);
  });
}

/** Settings whose changes are reported with what they mean. */
const REPORTED = new Set([
  ...["repositoryName", "encryptionConfiguration", "lifecyclePolicy", "lifecyclePolicyName"],
  ...["repositoryPolicy", "pullPrincipals", "pushPrincipals", "pull", "push", "grants"],
]);

function settingFindings(
  old: RepositoryDeclaration,
  now: RepositoryDeclaration,
  lost: readonly LostSafeguard[],
): Finding[] {
  const lowered = new Set(lost.map(({ setting }) => setting));
  const changed = changedKeys(old, now).filter((key) => !REPORTED.has(key) && !lowered.has(key));
  if (changed.length === 0) return [];
  const message = `changed settings: ${changed.sort().join(", ")}`;
  return [{ kind: "setting-changed", repositories: [now.repositoryName], message }];
}
