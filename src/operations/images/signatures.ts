import { type Image } from "../../domain/images/image";

/** Kinds of signatures by the artifact type of an OCI referrer, as their tools write it. */
const ARTIFACT_TYPES: readonly (readonly [start: string, kind: string])[] = [
  ["application/vnd.cncf.notary.signature", "notation"],
  ["application/vnd.dev.cosign.artifact.sig.", "cosign"],
  ["application/vnd.dev.cosign.simplesigning.", "cosign"],
  // Cosign 3 stores signatures and attestations in the same kind of bundle.
  ["application/vnd.dev.sigstore.bundle", "sigstore"],
];
const COSIGN_TAG = /^sha256-[0-9a-f]{64}\.sig$/;

/**
 * The kinds of signatures among what is attached to an image: `notation`, `cosign` or `sigstore`. Nothing is verified.
 * @param artifactTypeOf artifact type of an attached image
 */
export function signatureKinds(
  attachments: readonly Image[],
  artifactTypeOf: (digest: string) => string | undefined,
): string[] {
  const kinds = attachments.flatMap(({ digest, tags, subject }) => {
    if (subject === undefined) return tags.some((tag) => COSIGN_TAG.test(tag)) ? ["cosign"] : [];
    const type = artifactTypeOf(digest) ?? "";
    return ARTIFACT_TYPES.flatMap(([start, kind]) => (type.startsWith(start) ? [kind] : []));
  });
  return [...new Set(kinds)].sort();
}
