import { type Image } from "../../domain/images/image";
import { countText } from "../../domain/text/format";

/** Assumptions of a preview about the images of a listing, one sentence each. */
export function assumptionsOf(images: readonly Image[], now: Date): string[] {
  if (images.length === 0) return ["The listing does not contain any images, so the policy has no effect yet."];
  const notes: string[] = [];
  const note = (matches: (image: Image) => boolean, one: string, many: string, rest: string): void => {
    const count = images.reduce((sum, image) => sum + (matches(image) ? 1 : 0), 0);
    if (count > 0) notes.push(`${countText(count, one, many)} ${rest}`);
  };
  note(
    ({ pushedAt }) => pushedAt > now.getTime(),
    "image was",
    "images were",
    `pushed after ${now.toISOString()}, the time of this preview. Future images count as the newest, and no age rule selects them.`,
  );
  note(
    ({ isManifestList, parts }) => isManifestList && parts === undefined,
    "manifest list has",
    "manifest lists have",
    "unknown parts. ECR keeps the parts of a manifest list, but this preview treats them as untagged images. To make the preview treat them as ECR does, add the output of aws ecr batch-get-image to --images.",
  );
  if (images.some(({ subject }) => subject !== undefined)) {
    const digests = new Set(images.map(({ digest }) => digest));
    note(
      ({ subject }) => subject !== undefined && digests.has(subject),
      "signature, SBOM or other referrer is kept or deleted together with its image.",
      "signatures, SBOMs and other referrers are kept or deleted together with their images.",
      "The preview assumes that rules neither select nor count referrers.",
    );
    note(
      ({ subject }) => subject !== undefined && !digests.has(subject),
      "referrer refers",
      "referrers refer",
      "to an image that is not in the listing. The preview treats such referrers as separate images.",
    );
  }
  return notes;
}
