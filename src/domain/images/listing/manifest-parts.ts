import { type Layer } from "../image";

/** The images of a manifest list, or the layers of a single image. */
export interface ManifestContent {
  /** Digests. */
  readonly parts?: readonly string[];
  /** Configuration and layers. */
  readonly layers?: readonly Layer[];
}

/** Reads an entry of `images` in a `BatchGetImage` response; `undefined` if it has neither parts nor layers. */
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
    const digests = manifests.map((descriptor) => field(descriptor, "digest"));
    return { parts: digests.filter((digest) => typeof digest === "string") };
  }
  const layers = field(manifest, "layers");
  if (!Array.isArray(layers)) return undefined;
  const blobs = [field(manifest, "config"), ...(layers as unknown[])].map(layerOf);
  const known = blobs.filter((blob) => blob !== undefined);
  // Incomplete layers would be worse than none, because the listing has the image's size.
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
