import { z } from "zod";
import { error, quoteValue, type Problem } from "../problems/problem";

export type Tags = Readonly<Record<string, string>>;

/**
 * Limits of tags on a repository or role.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html
 */
export const TAG_LIMITS = { count: 50, keyLength: 128, valueLength: 256 } as const;

/** What keys and values of tags consist of. */
export const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Tags as people write them: text to text. */
export const tagsSchema = z
  .record(z.string(), z.string())
  .describe("Tags: at most 50, keys up to 128 characters and not beginning with `aws:`, values up to 256.");

/** Every tag that AWS would refuse. */
export function checkTags(tags: Tags): Problem[] {
  const entries = Object.entries(tags);
  const problems = entries.flatMap(([key, value]) => checkTag(key, value));
  if (entries.length > TAG_LIMITS.count) {
    problems.push(
      error(
        "tags/count",
        [],
        `${entries.length} tags; at most ${TAG_LIMITS.count} are allowed, default tags included; leave some out`,
      ),
    );
  }
  return problems;
}

/**
 * Keys that differ in case only, each at its own key: IAM takes them for one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export function checkTagCase(tags: Tags): Problem[] {
  const first = new Map<string, string>();
  return Object.keys(tags).flatMap((key) => {
    const other = first.get(key.toLowerCase());
    if (other === undefined) {
      first.set(key.toLowerCase(), key);
      return [];
    }
    const message = `the keys ${quoteValue(other)} and ${quoteValue(key)} differ in case only, and IAM takes them for one; write both alike, or leave one out`;
    return [error("tags/case", [key], message, { about: "key" })];
  });
}

function checkTag(key: string, value: string): Problem[] {
  const problems: Problem[] = [];
  const say = (rule: string, message: string, about: "key" | "value" = "value"): void =>
    void problems.push(error(`tags/${rule}`, [key], message, { about }));
  if (key.length === 0 || key.length > TAG_LIMITS.keyLength) {
    say(
      "key-length",
      `the key has ${key.length} characters; 1 to ${TAG_LIMITS.keyLength} are allowed, shorten it`,
      "key",
    );
  }
  if (/^aws:/i.test(key))
    say("reserved", `the key ${quoteValue(key)} begins with "aws:", which AWS keeps to itself; choose another`, "key");
  if (value.length > TAG_LIMITS.valueLength) {
    say("value-length", `the value has ${value.length} characters; at most ${TAG_LIMITS.valueLength} are allowed`);
  }
  for (const text of [key, value]) {
    if (!TAG_TEXT.test(text)) {
      say(
        "characters",
        `${quoteValue(text)} has characters that tags may not have; letters, digits, blanks and _ . : / = + - @ are allowed`,
      );
    }
  }
  return problems;
}
