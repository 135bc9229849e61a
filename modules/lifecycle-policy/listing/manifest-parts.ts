/** Digests of the images that a manifest list names; `undefined` when the text is no manifest list. */
export function partsOf(manifest: unknown): readonly string[] | undefined {
  if (typeof manifest !== "string") return undefined;
  try {
    const { manifests } = JSON.parse(manifest) as { manifests?: unknown };
    if (!Array.isArray(manifests)) return undefined;
    return manifests.flatMap((entry: unknown) => {
      const digest = typeof entry === "object" && entry !== null ? (entry as { digest?: unknown }).digest : undefined;
      return typeof digest === "string" ? [digest] : [];
    });
  } catch {
    return undefined;
  }
}

/** Reads an entry of `images` in the answer of `BatchGetImage`. */
export function readManifestParts(
  entry: unknown,
): { readonly digest: string; readonly parts: readonly string[] } | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { imageId, imageManifest } = entry as { imageId?: unknown; imageManifest?: unknown };
  const digest =
    typeof imageId === "object" && imageId !== null ? (imageId as { imageDigest?: unknown }).imageDigest : undefined;
  const parts = partsOf(imageManifest);
  return typeof digest === "string" && parts !== undefined ? { digest, parts } : undefined;
}
