import { type Image } from "../../domain/images/image";
import { patternTest } from "../../domain/lifecycle-policy/selection";
import { quoteValue } from "../../domain/problems/problem";
import { didYouMean } from "../../domain/text/suggestions";
import { DIGEST, TAG } from "../scan-gate/reference";

/** A tag, or a pattern in which `*` matches any number of characters. */
export interface TagSelector {
  readonly text: string;
  readonly isPattern: boolean;
  readonly matches: (tag: string) => boolean;
}

/** Which images to delete. */
export interface ImageSelectors {
  readonly tags: readonly TagSelector[];
  readonly digests: readonly string[];
  readonly untagged: boolean;
  /** Milliseconds since 1970. Narrows `tags` and `untagged`; alone, it selects all older images. @default - any time */
  readonly pushedBefore?: number;
}

const PATTERN = /^[\w.*-]{1,300}$/;

/**
 * Parses a tag or a pattern for tags.
 * @throws Error if no tag could match it
 */
export function parseTagSelector(text: string): TagSelector {
  const isPattern = text.includes("*");
  if (!(isPattern ? PATTERN : TAG).test(text)) {
    throw new Error(
      `--tag: expected a tag such as v1.2, or a pattern such as "pr-*", found ${quoteValue(text)}. To select an image by its digest, use --digest`,
    );
  }
  return { text, isPattern, matches: patternTest(text) };
}

/** @throws Error if the text is not a digest */
export function parseDigest(text: string): string {
  if (DIGEST.test(text)) return text;
  throw new Error(`--digest: expected sha256: and 64 hexadecimal digits, found ${quoteValue(text)}`);
}

/** What is wrong with digests and tags that name no image. */
export function unknownNames(
  { tags, digests }: ImageSelectors,
  images: readonly Image[],
  repository: string,
): string[] {
  const known = new Set(images.map(({ digest }) => digest));
  const allTags = images.flatMap((image) => image.tags);
  const existing = new Set(allTags);
  return [
    ...digests
      .filter((digest) => !known.has(digest))
      .map((digest) => `--digest: ${repository} does not contain an image with the digest ${digest}`),
    ...tags
      .filter(({ text, isPattern }) => !isPattern && !existing.has(text))
      .map(
        ({ text }) =>
          `--tag: ${repository} does not contain an image with the tag ${quoteValue(text)}.${didYouMean(text, allTags)}`,
      ),
  ];
}
