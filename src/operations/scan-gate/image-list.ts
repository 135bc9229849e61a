import { z } from "zod";
import { MANIFEST_LIST_TYPES } from "../../domain/images/listing/image-of";
import { DIGEST } from "./reference";

/** An entry of a manifest list that is to be scanned. */
export interface ListedImage {
  readonly digest: string;
  /** `linux/arm64/v8`. @default - the list names none */
  readonly platform?: string;
}

/** What a manifest list holds. */
export interface ImageListEntries {
  readonly images: readonly ListedImage[];
  /** Digests of lists in the list. */
  readonly lists: readonly string[];
  /** How many entries are attestations about images of the list. */
  readonly attestations: number;
}

const platformSchema = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() });
const listSchema = z.object({
  manifests: z.array(
    z.object({
      mediaType: z.string().optional(),
      digest: z.string().regex(DIGEST),
      platform: platformSchema.optional(),
      annotations: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

type Entry = z.output<typeof listSchema>["manifests"][number];

/**
 * Sorts the entries of a manifest list. Only what proves to be an attestation is no image: anything else has to be scanned.
 * @param manifest the list as the registry has it
 * @throws Error when it is not a manifest list
 */
export function imageListEntries(manifest: string): ImageListEntries {
  const { manifests } = listSchema.parse(JSON.parse(manifest));
  const isList = ({ mediaType = "" }: Entry): boolean => MANIFEST_LIST_TYPES.has(mediaType);
  const attestations = manifests.filter((entry) => !isList(entry) && isAttestation(entry, manifests));
  const images = manifests.filter((entry) => !isList(entry) && !attestations.includes(entry));
  return {
    images: images.map(({ digest, platform }) =>
      platform === undefined ? { digest } : { digest, platform: platformText(platform) },
    ),
    lists: manifests.filter(isList).map(({ digest }) => digest),
    attestations: attestations.length,
  };
}

/**
 * BuildKit's attestations have a platform that no runtime runs, and say which image of the same list they are about.
 * @see https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
function isAttestation({ digest, platform, annotations = {} }: Entry, manifests: readonly Entry[]): boolean {
  const subject = annotations["vnd.docker.reference.digest"];
  return (
    platform?.os === "unknown" &&
    platform.architecture === "unknown" &&
    annotations["vnd.docker.reference.type"] === "attestation-manifest" &&
    subject !== digest &&
    manifests.some((entry) => entry.digest === subject)
  );
}

function platformText({ os, architecture, variant }: z.output<typeof platformSchema>): string {
  return [os, architecture, variant].filter((part) => part !== undefined).join("/");
}
