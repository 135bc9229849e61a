import { type Image } from "../../domain/images/image";

/** What a preview assumes about the images of a listing, one sentence each. */
export function assumptionsOf(images: readonly Image[], now: Date): string[] {
  if (images.length === 0) return ["The listing has no images, so the policy does nothing yet."];
  const notes: string[] = [];
  const say = (such: (image: Image) => boolean, one: string, many: string, rest: string): void => {
    const count = images.reduce((sum, image) => sum + (such(image) ? 1 : 0), 0);
    if (count > 0) notes.push(`${count} ${count === 1 ? one : many} ${rest}`);
  };
  const at = now.toISOString();
  say(
    ({ pushedAt }) => pushedAt > now.getTime(),
    "image was",
    "images were",
    `pushed after ${at}, the time of this preview: taken as the newest, and as too young for every age.`,
  );
  say(
    ({ isManifestList, parts }) => isManifestList && parts === undefined,
    "manifest list does",
    "manifest lists do",
    "not say which images are its parts; ECR keeps parts until their list goes, and here they are untagged images like others. Add the output of aws ecr batch-get-image to --images to have them kept.",
  );
  if (images.some(({ subject }) => subject !== undefined)) {
    const digests = new Set(images.map(({ digest }) => digest));
    say(
      ({ subject }) => subject !== undefined && digests.has(subject),
      "signature, SBOM or other referrer follows",
      "signatures, SBOMs and other referrers follow",
      "the image that it is about; rules are taken neither to select nor to count such images.",
    );
    say(
      ({ subject }) => subject !== undefined && !digests.has(subject),
      "referrer is",
      "referrers are",
      "about an image that is not in the listing, and taken as an image of its own.",
    );
  }
  return notes;
}
