import { type Layer } from "../image";

/** What a manifest says of an image: the images of a list, or the layers of one image. */
export interface ManifestContent {
  /** Digests. */
  readonly parts?: readonly string[];
  /** The image's configuration is one of them. */
  readonly layers?: readonly Layer[];
}

/** Reads an entry of `images` in the answer of `BatchGetImage`; `undefined` where it tells neither parts nor layers. */
export function readManifestParts(entry: unknown): (ManifestContent & { readonly digest: string }) | undefined {
  const digest = field(field(entry, "imageId"), "imageDigest");
  const content = contentOf(field(entry, "imageManifest"));
  return typeof digest === "string" && content !== undefined ? { digest, ...content } : undefined;
}

function contentOf(text: unknown): ManifestContent | undefined {
  if (typeof text !== "string") return undefined;
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return undefined;
  }
  const manifests = field(manifest, "manifests");
  if (Array.isArray(manifests)) {
    const digests = manifests.map((each) => field(each, "digest"));
    return { parts: digests.filter((digest) => typeof digest === "string") };
  }
  const layers = field(manifest, "layers");
  if (!Array.isArray(layers)) return undefined;
  const blobs = [field(manifest, "config"), ...(layers as unknown[])].map(layerOf);
  const known = blobs.filter((blob) => blob !== undefined);
  // Half of an image's layers would be less than nothing: its size is known from the listing.
  return known.length === blobs.length ? { layers: known } : undefined;
}

function layerOf(blob: unknown): Layer | undefined {
  const digest = field(blob, "digest");
  const size = field(blob, "size");
  return typeof digest === "string" && typeof size === "number" && size >= 0 ? { digest, size } : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
