import { storedBytes } from "../../domain/images/image";
import { bytesText, countText } from "../../domain/text/format";
import { useOf } from "../images/in-use";
import { type ImageFacts } from "./lifecycle";

/** How many images a repository has that Terraform would delete, and whether AWS lets it. */
export function heldImages(name: string, forceDelete: boolean, images: ImageFacts): string[] {
  const listed = images.of(name);
  if (listed === undefined) return [];
  if (listed.length === 0) return ["It does not contain images."];
  const bytes = listed.reduce((sum, image) => sum + storedBytes(image), 0);
  const outcome = forceDelete
    ? "AWS deletes them too"
    : "AWS refuses to delete the repository, but only after its policies are deleted";
  const inUse = images.inUse?.(name);
  const used = inUse === undefined ? 0 : listed.filter((image) => useOf(image, inUse) !== undefined).length;
  return [
    `It contains ${countText(listed.length, "image")} (${bytesText(bytes)}). ${outcome}.`,
    ...(used === 0 ? [] : [`${countText(used, "image is", "images are")} in use by tasks or pods.`]),
  ];
}
