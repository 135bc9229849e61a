import { z } from "zod";
import { error, quoteValue, repeated, type Problem } from "../problems/problem";

/**
 * Tags by key: at most 50, keys of 1 to 128 characters that do not begin with `aws:`, values of at most 256.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html
 */
export type Tags = Readonly<Record<string, string>>;

/**
 * Limits of tags on a repository or role.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html
 */
export const TAG_LIMITS = { count: 50, keyLength: 128, valueLength: 256 } as const;

/** Characters that AWS accepts in tag keys and values. */
export const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export const tagsSchema = z
  .record(z.string(), z.string())
  .describe(
    "Tags, at most 50. Keys have up to 128 characters and must not begin with `aws:`. Values have up to 256 characters.",
  );

/** Reports tags that AWS rejects. */
export function checkTags(tags: Tags): Problem[] {
  const entries = Object.entries(tags);
  const problems = entries.flatMap(([key, value]) => checkTag(key, value));
  if (entries.length > TAG_LIMITS.count) {
    const message = `expected at most ${TAG_LIMITS.count} tags including default tags, found ${entries.length}. Remove some`;
    problems.push(error("tags/count", [], message));
  }
  return problems;
}

/**
 * Reports keys that differ only in case, which IAM treats as one key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export function checkTagCase(tags: Tags): Problem[] {
  return repeated(Object.keys(tags), (key) => key.toLowerCase()).map(({ entry, first }) => {
    const message = `expected keys that are unique regardless of case, found ${quoteValue(first)} and ${quoteValue(entry)}, which IAM treats as the same key. Use one spelling`;
    return error("tags/case", [entry], message, { about: "key" });
  });
}

function checkTag(key: string, value: string): Problem[] {
  const problems: Problem[] = [];
  const report = (rule: string, message: string, about: "key" | "value" = "value"): void =>
    void problems.push(error(`tags/${rule}`, [key], message, { about }));
  if (key.length === 0 || key.length > TAG_LIMITS.keyLength) {
    const message = `expected a key of 1 to ${TAG_LIMITS.keyLength} characters, found a key of ${key.length} characters`;
    report("key-length", message, "key");
  }
  if (/^aws:/i.test(key)) {
    const message = `expected a key that does not begin with "aws:", found ${quoteValue(key)}. AWS reserves that prefix; rename the key`;
    report("reserved", message, "key");
  }
  if (value.length > TAG_LIMITS.valueLength) {
    report("value-length", `expected at most ${TAG_LIMITS.valueLength} characters, found ${value.length}`);
  }
  for (const text of [key, value]) {
    if (!TAG_TEXT.test(text)) {
      report("characters", `expected only letters, digits, spaces and _ . : / = + - @, found ${quoteValue(text)}`);
    }
  }
  return problems;
}
