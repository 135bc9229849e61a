import { isRetained } from "../../domain/repository/retention";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { refusedPlan } from "./changed-repository";
import { type Finding } from "./finding";
import { heldImages } from "./held-images";
import { type ImageFacts } from "./lifecycle";

/** What happens to a copy whose repository stays declared, because `repositoryPrefixes` no longer includes it. */
export function droppedCopy(
  { repositoryName: name, deletionPolicy, forceDelete }: RepositoryDeclaration,
  { location: { region }, removed, released }: Environment,
  images: ImageFacts,
): Finding {
  const repositories = [name];
  if (removed.includes(name)) {
    const message = "Terraform stops managing the copy; it stays in AWS with its images and policies";
    return { kind: "repository-released", repositories, message };
  }
  const advice = `To leave the copy in AWS, list it under regions.${region}.removed.`;
  if (isRetained(deletionPolicy) && !released.includes(name)) {
    const why = `the copy is no longer declared, but has deletionPolicy ${deletionPolicy}`;
    return refusedPlan(name, why, [advice], "the plan of the region");
  }
  const what = forceDelete
    ? "deletes the copy with all of its images"
    : "deletes the policies of the copy, then the copy if it does not contain images";
  const message = `no longer copied, so Terraform ${what}`;
  const details = [...heldImages(name, forceDelete, images), advice];
  return { kind: "repository-deleted", repositories, message, short: "would be deleted", details };
}
