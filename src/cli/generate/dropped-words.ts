import { publicNameOf } from "../../domain/public-repositories/settings";
import { REGISTRY_KEY } from "../../domain/registry/key";
import { type PolicySetting } from "../../domain/repository/settings";
import { RETAINING_POLICIES } from "../../domain/repository/retention";
import { type CheckedInRepository, type UnreadableFile } from "./checked-in";
import { type DroppedKey, type DroppedRepository } from "./dropped-repositories";
import { RETENTION_FILE } from "./stack-file-layout";

const WORDS: Readonly<Record<PolicySetting, string>> = {
  lifecyclePolicy: "lifecycle policy",
  repositoryPolicy: "repository policy",
};

/**
 * What happens to a repository that is no longer declared, and what to do.
 * @param elsewhere another environment of the same account and region that declares it now
 */
export function describeDropped(dropped: DroppedRepository, environment: string, elsewhere?: string): string {
  const { name, refused, withoutProvider, renamedTo } = dropped;
  const consequence = refused
    ? `${subjectOf(dropped)} is no longer declared, but its deletionPolicy was ${retainingOf(name)}, so Terraform rejects the next plan${planOf(dropped, environment)}.`
    : withoutProvider
      ? `${subjectOf(dropped)} was the last public repository, so Terraform rejects the next plan: the stack no longer contains the provider that would delete it.`
      : deletion(dropped, environment);
  const renaming =
    renamedTo === undefined
      ? []
      : [
          `${renamedTo} is new and has the same settings, but AWS cannot rename a repository. If ${renamedTo} replaces ${name}, copy the images first.`,
        ];
  return [consequence, whatToDo(dropped, environment, elsewhere), ...renaming].join(" ");
}

/** `team/api`, or `the copy of team/api in us-east-1`. */
function subjectOf({ name, region }: DroppedRepository): string {
  return region === undefined ? name : `the copy of ${name} in ${region}`;
}

/** The stack of a copy. That of another repository is known from its group. */
function planOf({ region, stack }: DroppedRepository, environment: string): string {
  return region === undefined ? "" : ` of ${environment}-${stack}`;
}

function whatToDo(
  { name, region, outsideOfRegion, refused, withoutProvider }: DroppedRepository,
  environment: string,
  elsewhere: string | undefined,
): string {
  if (elsewhere !== undefined)
    return `The environment ${elsewhere} now declares ${name}. List ${name} under removed in the environment ${environment}, and under imports in ${elsewhere} (docs/deletion.md).`;
  const lists = region !== undefined && outsideOfRegion ? `regions.${region}.` : "";
  const it = region === undefined ? "it" : name;
  const release = refused || withoutProvider ? `; to delete it, list ${it} under ${lists}released` : "";
  const page = lists !== "" ? "regions" : publicNameOf(name) === undefined ? "deletion" : "public-repositories";
  return `To leave it in AWS, list ${it} under ${lists}removed in the environment ${environment}${release} (docs/${page}.md).`;
}

/** The values of deletionPolicy that protect a repository. */
function retainingOf(name: string): string {
  return publicNameOf(name) === undefined ? RETAINING_POLICIES : "Retain";
}

function deletion(dropped: DroppedRepository, environment: string): string {
  const { forceDelete, policies, withoutGuard } = dropped;
  const apply = `the next apply${planOf(dropped, environment)}`;
  const order =
    policies.length === 0
      ? `${apply} deletes it`
      : `${apply} deletes its ${policies.map((policy) => WORDS[policy]).join(" and ")}, then the repository`;
  const images = forceDelete
    ? `${subjectOf(dropped)} is no longer declared, so ${order}, with its images.`
    : `${subjectOf(dropped)} is no longer declared, so ${order}. AWS refuses to delete a repository that contains images${after(policies)}.`;
  return withoutGuard
    ? `${images} Its deletionPolicy does not prevent this, because the resource that enforces it (${RETENTION_FILE}) is not deployed yet.`
    : images;
}

/** What is lost even if AWS refuses to delete the repository. */
function after(policies: readonly PolicySetting[]): string {
  if (policies.length === 0) return "";
  return `, but its ${policies.length === 1 ? "policy is" : "policies are"} already deleted by then${policies.includes("repositoryPolicy") ? ", so pulls from other accounts fail" : ""}`;
}

/** What happens to the registry's key if it is no longer declared, and what to do. */
export function describeDroppedKey({ region }: DroppedKey, environment: string): string {
  const lists = region === undefined ? `in the environment ${environment}` : `in regions.${region} of ${environment}`;
  return `the registry's key is no longer declared, but it is protected, because AWS cannot read images without their key. Terraform rejects the next plan. To leave the key in KMS, list ${REGISTRY_KEY} under removed ${lists}; to have KMS delete it, list it under released (docs/registry-settings.md).`;
}

/** What Terraform does if a declared repository is no longer retained, and what to do. */
export function describeUnreleased(name: string, environment: string): string {
  return `${name} no longer has deletionPolicy ${retainingOf(name)}. Terraform rejects every plan until the environment ${environment} lists ${name} under released (docs/deletion.md).`;
}

/** What a checked-in file that cannot be parsed hides, and what to do. */
export function describeUnreadable({ reason }: UnreadableFile): string {
  return `${reason}. Because the file cannot be parsed, it is unknown which repositories were removed. Compare the file with its last committed version.`;
}

/** What happens to a repository whose encryption has changed. */
export function describeReplaced({ name, preventDestroy, forceDelete, policies }: CheckedInRepository): string {
  const change = `${name} has new encryption settings, which AWS cannot apply to an existing repository, so`;
  if (preventDestroy) return `${change} Terraform refuses to replace the repository (docs/deletion.md).`;
  const effect = forceDelete ? " and deletes its images" : ", or fails if the repository contains images";
  const lost = policies.map((policy) => WORDS[policy]).join(" and no ");
  const again = lost === "" ? "" : `. The new repository has no ${lost} until you deploy a second time`;
  return `${change} the next apply replaces the repository${effect}${again} (docs/deletion.md).`;
}
