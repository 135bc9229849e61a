/** Tags of cosign's signatures, attestations and SBOMs, and of the OCI referrers tag schema, which has no ending. */
const ATTACHMENT = /^sha256-([0-9a-f]{64})(?:\.(?:sig|att|sbom))?$/;

/** Start of the tags that `attachedTo` understands. */
export const ATTACHMENT_PREFIX = "sha256-";

/**
 * The digest of the image to which an image is attached by its tags, such as `sha256-<digest>.sig`. ECR treats it like
 * any other image.
 * @returns `undefined` if the image has another tag too, or no tag
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 */
export function attachedTo(tags: readonly string[]): string | undefined {
  let subject: string | undefined;
  for (const tag of tags) {
    // Most tags do not match, and this runs for each image.
    if (!tag.startsWith(ATTACHMENT_PREFIX)) return undefined;
    const digest = ATTACHMENT.exec(tag)?.[1];
    if (digest === undefined) return undefined;
    subject = `sha256:${digest}`;
  }
  return subject;
}
