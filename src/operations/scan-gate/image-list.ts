import { z } from "zod";
import { MANIFEST_LIST_TYPES } from "../../domain/images/listing/image-of";
import { DIGEST } from "./reference";

/** An image in a manifest list. */
export interface ListedImage {
  readonly digest: string;
  /** `linux/arm64/v8`. @default - the list gives no platform */
  readonly platform?: string;
}

/** The entries of a manifest list. */
export interface ImageListEntries {
  readonly images: readonly ListedImage[];
  /** Digests of nested lists. */
  readonly lists: readonly string[];
  /** Number of attestations about images in the list. */
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
 * Classifies the entries of a manifest list. Every entry counts as an image unless it is certainly an attestation.
 * @param manifest the list from the registry
 * @throws Error if the text is not a manifest list
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
 * BuildKit's attestations have an unknown platform, and refer to an image in the same list.
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
