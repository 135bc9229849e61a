import { DAY, isRecentlyPulled, RECENT_PULL_DAYS, type Image } from "../../domain/images/image";
import { countText, dayText, listText } from "../../domain/text/format";
import { type DeletionFacts } from "./deletion";
import { imageName, unknownUseNote, useOf, useText } from "./in-use";
import { type Relations } from "./relations";

/** AWS bills an archived image for at least this time. */
const ARCHIVE_DAYS = 90;

type Facts = Pick<DeletionFacts, "repository" | "images" | "inUse" | "now">;

/** Consequences of a deletion that are easy to miss, the most dangerous ones first. */
export function deletionWarnings(deleted: readonly Image[], relations: Relations, facts: Facts): string[] {
  if (deleted.length === 0) return [];
  const gone = new Set(deleted);
  const warnings = [
    deleted.length < facts.images.length ? undefined : `This deletes every image of ${facts.repository}.`,
    usedImages(deleted, facts),
    recentPulls(deleted, facts),
    remainingParts(deleted, gone, relations),
    ...remainingAttachments(deleted, gone, relations),
    unreadLists(facts.images),
    youngInArchive(deleted, facts.now),
  ];
  return warnings.filter((warning) => warning !== undefined);
}

type Warning = string | undefined;

function usedImages(deleted: readonly Image[], { inUse }: Facts): Warning {
  if (!inUse.known) return unknownUseNote(inUse.why);
  const used = deleted.flatMap((image) => {
    const use = useOf(image, inUse);
    return use === undefined ? [] : [`${imageName(image)} (${useText(use)})`];
  });
  if (used.length === 0) return undefined;
  return `${countText(used.length, "image is", "images are")} in use: ${listText(used)}. After the deletion, new tasks and pods cannot pull ${used.length === 1 ? "it" : "them"}.`;
}

function recentPulls(deleted: readonly Image[], { now }: Facts): Warning {
  const pulled = deleted
    .filter((image) => isRecentlyPulled(image, now))
    .map((image) => `${imageName(image)} on ${dayText(image.pulledAt)}`);
  if (pulled.length === 0) return undefined;
  return `${countText(pulled.length, "image was", "images were")} pulled in the last ${RECENT_PULL_DAYS} days: ${listText(pulled)}.`;
}

/** Images of deleted manifest lists that stay, untagged and without a list. */
function remainingParts(deleted: readonly Image[], gone: ReadonlySet<Image>, relations: Relations): Warning {
  const stay = new Set(
    deleted
      .flatMap((image) => relations.partsOf(image))
      .filter(
        (part) => !gone.has(part) && part.tags.length === 0 && relations.listsOf(part).every((it) => gone.has(it)),
      ),
  );
  if (stay.size === 0) return undefined;
  return `${countText(stay.size, "image")} from deleted manifest lists would remain without a tag. To delete ${stay.size === 1 ? "it" : "them"} too, add --with-parts.`;
}

/** Signatures and the like that stay although their image is deleted. ECR deletes only OCI referrers by itself. */
function remainingAttachments(deleted: readonly Image[], gone: ReadonlySet<Image>, relations: Relations): Warning[] {
  const stay = deleted.flatMap((image) => relations.attachmentsOf(image)).filter((image) => !gone.has(image));
  const tagged = stay.filter(({ subject }) => subject === undefined).length;
  const referrers = stay.length - tagged;
  return [
    tagged === 0
      ? undefined
      : `${countText(tagged, "signature, attestation or SBOM", "signatures, attestations or SBOMs")} (tags sha256-<digest>...) for deleted images would remain. To delete ${tagged === 1 ? "it" : "them"} too, add --with-parts.`,
    referrers === 0
      ? undefined
      : `ECR deletes ${countText(referrers, "referrer")} of the deleted images, such as signatures, within 24 hours.`,
  ];
}

function unreadLists(images: readonly Image[]): Warning {
  const unread = images.filter(({ isManifestList, parts }) => isManifestList && parts === undefined).length;
  if (unread === 0) return undefined;
  return `The images of ${countText(unread, "manifest list")} are unknown, because ${unread === 1 ? "its manifest" : "their manifests"} cannot be read (for example, because ${unread === 1 ? "it is" : "they are"} archived). AWS refuses to delete these images while ${unread === 1 ? "the list exists" : "the lists exist"}.`;
}

function youngInArchive(deleted: readonly Image[], now: Date): Warning {
  const since = now.getTime() - ARCHIVE_DAYS * DAY;
  const young = deleted.filter(
    ({ status, archivedAt }) => status === "archived" && archivedAt !== undefined && archivedAt > since,
  ).length;
  if (young === 0) return undefined;
  return `${countText(young, "image has", "images have")} been in the archive for less than ${ARCHIVE_DAYS} days, but AWS bills ${young === 1 ? "it" : "them"} for at least ${ARCHIVE_DAYS} days.`;
}
