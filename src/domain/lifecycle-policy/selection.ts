import { type Image } from "../images/image";
import { type LifecycleRule } from "./schema";

type Selection = LifecycleRule["selection"];
type TagTest = (tag: string) => boolean;

/**
 * A test for the images that a rule selects: those of its storage class whose tags match. Images that are being restored
 * belong to neither class.
 */
export function selectorOf(selection: Selection): (image: Image) => boolean {
  const status = (selection.storageClass ?? "standard") === "archive" ? "archived" : "active";
  if (selection.tagStatus === "any") return (image) => image.status === status;
  if (selection.tagStatus === "untagged") return (image) => image.tags.length === 0 && image.status === status;
  const tests = [
    ...(selection.tagPrefixList ?? []).map(prefixTest),
    ...(selection.tagPatternList ?? []).map(patternTest),
  ];
  const [only] = tests;
  if (only !== undefined && tests.length === 1) {
    return ({ status: found, tags }) => found === status && hasTag(tags, only);
  }
  // Plain loops, because this runs for each rule and image. Every entry needs a matching tag; one tag may match several.
  return ({ status: found, tags }) => {
    if (found !== status || tags.length === 0) return false;
    for (const test of tests) if (!hasTag(tags, test)) return false;
    return true;
  };
}

/** An active image with these tags, for tests of selections. Its other facts are empty. */
export function activeImage(tags: readonly string[]): Image {
  return {
    digest: "",
    tags,
    bytes: 0,
    isManifestList: false,
    status: "active",
    pushedAt: 0,
    pulledAt: undefined,
    archivedAt: undefined,
    activatedAt: undefined,
    subject: undefined,
    parts: undefined,
  };
}

function hasTag(tags: readonly string[], test: TagTest): boolean {
  for (const tag of tags) if (test(tag)) return true;
  return false;
}

/** The same selection in words: `untagged images`, `images tagged "v*"`. */
export function selectionWords({ tagStatus, tagPrefixList, tagPatternList, storageClass }: Selection): string {
  const images = storageClass === "archive" ? "archived images" : "images";
  if (tagStatus === "any") return images;
  if (tagStatus === "untagged") return `untagged ${images}`;
  const wanted = [
    ...(tagPrefixList ?? []).map((prefix) => `"${prefix}..."`),
    ...(tagPatternList ?? []).map((pattern) => `"${pattern}"`),
  ];
  return `${images} tagged ${wanted.join(" and ")}`;
}

function prefixTest(prefix: string): TagTest {
  // Most tags differ in the first character, and comparing a number is faster than comparing text.
  const first = prefix.charCodeAt(0);
  return (tag) => tag.charCodeAt(0) === first && tag.startsWith(prefix);
}

/** A test for tags that match a pattern; `*` matches any number of characters. */
export function patternTest(pattern: string): TagTest {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return (tag) => tag === first;
  if (first !== "" && last === "" && others.length === 0) return prefixTest(first);
  return (tag) => {
    if (tag.length < first.length + last.length || !tag.startsWith(first) || !tag.endsWith(last)) return false;
    const end = tag.length - last.length;
    let from = first.length;
    for (const part of others) {
      const found = tag.indexOf(part, from);
      if (found < 0 || found + part.length > end) return false;
      from = found + part.length;
    }
    return true;
  };
}
