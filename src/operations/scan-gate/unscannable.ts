import { z } from "zod";
import { errorsOf, quoteValue } from "../../domain/problems/problem";
import { checkRepositoryName } from "../../domain/repository/name";
import { readSpelling } from "../../domain/repository/spelling";
import { DIGEST, TAG } from "./reference";

/** An image that passes without a scan until a certain day, because AWS cannot scan it. */
export interface UnscannableImage {
  /** `team/api`, `team/api:1.2` or `team/api@sha256:...`, without the registry's host. */
  readonly unscannable: string;
  readonly reason: string;
  /** The last day on which it passes, UTC: `2026-12-31`. */
  readonly expires: string;
}

/** The image that a gate was called with, and the one whose scan is judged. */
export interface GateImage {
  readonly repositoryName: string;
  /** As typed. @default - the image was named by its digest */
  readonly tag?: string;
  /** Digests of the image, and of the platform image that is judged. */
  readonly digests: readonly string[];
}

/** A repository's name, alone or with either a tag or a digest. */
export const imageName = z.string().superRefine((text, context) => {
  const fault = faultOf(text);
  if (fault !== undefined) {
    context.addIssue(`expected an image such as team/api, team/api:1.2 or team/api@sha256:..., ${fault}`);
  }
});

function faultOf(text: string): string | undefined {
  const { repositoryName, location, tag, digest } = readSpelling(text);
  const found = `found ${quoteValue(text)}`;
  if (location !== undefined) return `${found}. Leave out the registry's host`;
  if (tag !== undefined && digest !== undefined) return `${found}. Write either the tag or the digest`;
  if (tag !== undefined && !TAG.test(tag)) return `${found}: ${quoteValue(tag)} is not a valid tag`;
  if (digest !== undefined && !DIGEST.test(digest)) return `${found}: ${quoteValue(digest)} is not a SHA-256 digest`;
  const [problem] = errorsOf(checkRepositoryName(repositoryName));
  return problem && `${found}: ${problem.message}`;
}

/**
 * Whether an entry names an image. A tag counts only if the gate resolved it: next to a digest, a typed tag may belong to
 * another image.
 */
export function names({ unscannable }: UnscannableImage, image: GateImage): boolean {
  const { repositoryName, tag, digest } = readSpelling(unscannable);
  if (repositoryName !== image.repositoryName) return false;
  if (digest !== undefined) return image.digests.includes(digest);
  return tag === undefined || tag === image.tag;
}

/** What to do about an image that AWS cannot scan. */
export function howToAccept({ repositoryName, tag, digests: [digest = ""] }: GateImage): string {
  const name = tag === undefined ? `${repositoryName}@${digest}` : `${repositoryName}:${tag}`;
  return `Scan the image with a different scanner. To let it pass, add { unscannable: ${JSON.stringify(name)}, reason, expires } to the --ignore file`;
}
