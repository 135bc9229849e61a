import { type PolicySetting } from "../../domain/repository/settings";
import { RETAINING_POLICIES } from "../../domain/repository/retention";
import { type CheckedInRepository, type UnreadableFile } from "./checked-in";
import { type DroppedRepository, type RegroupedRepository } from "./dropped-repositories";
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
  const { name, refused, renamedTo } = dropped;
  const file = `the environment ${environment}`;
  const consequence = refused
    ? `${name} is no longer declared, but its deletionPolicy was ${RETAINING_POLICIES}, so Terraform rejects the next plan.`
    : deletion(dropped);
  const stays =
    elsewhere === undefined
      ? `To leave it in AWS, list it under removed in ${file}${refused ? "; to delete it, list it under released" : ""} (docs/deletion.md).`
      : `${elsewhere} now declares it. List it under removed in ${file}, and under imports in ${elsewhere} (docs/deletion.md).`;
  const renaming =
    renamedTo === undefined
      ? []
      : [
          `${renamedTo} is new and has the same settings, but AWS cannot rename a repository. If ${renamedTo} replaces ${name}, copy the images first.`,
        ];
  return [consequence, stays, ...renaming].join(" ");
}

function deletion({ name, forceDelete, policies, withoutGuard }: DroppedRepository): string {
  const order =
    policies.length === 0
      ? "the next apply deletes it"
      : `the next apply deletes its ${policies.map((policy) => WORDS[policy]).join(" and ")}, then the repository`;
  const images = forceDelete
    ? `${name} is no longer declared, so ${order}, with its images.`
    : `${name} is no longer declared, so ${order}. AWS refuses to delete a repository that contains images${after(policies)}.`;
  return withoutGuard
    ? `${images} Its deletionPolicy does not prevent this, because the resource that enforces it (${RETENTION_FILE}) is not deployed yet.`
    : images;
}

/** What is lost even if AWS refuses to delete the repository. */
function after(policies: readonly PolicySetting[]): string {
  if (policies.length === 0) return "";
  return `, but its ${policies.length === 1 ? "policy is" : "policies are"} already deleted by then${policies.includes("repositoryPolicy") ? ", so pulls from other accounts fail" : ""}`;
}

/** What happens to a repository whose group has changed, and what to do. */
export function describeRegrouped({ name, from, to }: RegroupedRepository, environment: string): string {
  return `${name} moves from the stack ${environment}-${from} to ${environment}-${to}. Until imports lists the repository with its old stack, the old stack's plan deletes the repository or is rejected, and the new stack cannot create it. Run npx ecr groups ${environment} --write (docs/groups.md).`;
}

/** What Terraform does if a declared repository is no longer retained, and what to do. */
export function describeUnreleased(name: string, environment: string): string {
  return `${name} no longer has deletionPolicy ${RETAINING_POLICIES}. Terraform rejects the next plan until the environment ${environment} lists it under released (docs/deletion.md).`;
}

/** What a checked-in file that cannot be parsed hides, and what to do. */
export function describeUnreadable({ reason }: UnreadableFile): string {
  return `${reason}. Because the file cannot be parsed, it is unknown which repositories were removed. Compare the file with its last committed version.`;
}

/** What happens to a repository whose encryption has changed. */
export function describeReplaced({ name, preventDestroy, forceDelete, policies }: CheckedInRepository): string {
  const change = `${name} has different encryption settings, which AWS cannot apply to an existing repository, so`;
  if (preventDestroy) return `${change} Terraform refuses to replace it (docs/deletion.md).`;
  const images = forceDelete ? "with its images" : "unless it has images";
  const lost = policies.map((policy) => WORDS[policy]).join(" and no ");
  const again = lost === "" ? "" : `. The new repository has no ${lost} until you deploy a second time`;
  return `${change} the next apply deletes it ${images}, and creates it again${again} (docs/deletion.md).`;
}
