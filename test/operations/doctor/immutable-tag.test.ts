import { diagnoseTag, isImmutable, type TagFacts } from "../../../src/operations/doctor/immutable-tag";
import { unobserved, observed } from "../../../src/operations/doctor/observed";

const facts = (parts: Partial<TagFacts> = {}): TagFacts => ({
  repositoryName: "team/api",
  imageTagMutability: "IMMUTABLE",
  imageTagMutabilityExclusionFilters: [],
  tag: "v1",
  tagged: observed("sha256:1"),
  ...parts,
});

test.each([
  ["IMMUTABLE", [], "latest", true],
  ["MUTABLE", [], "latest", false],
  ["IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "latest", false],
  ["IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "dev-1", false],
  ["IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "my-dev-1", true],
  ["MUTABLE_WITH_EXCLUSION", ["v1.*"], "v1.2", true],
  ["MUTABLE_WITH_EXCLUSION", ["v1.*"], "v12", false],
])("%s but %p: is %s fixed? %p", (imageTagMutability, imageTagMutabilityExclusionFilters, tag, expected) => {
  expect(isImmutable(tag, { imageTagMutability, imageTagMutabilityExclusionFilters })).toBe(expected);
});

test("a tag that is taken and can not move is the cause", () => {
  const diagnosis = diagnoseTag(
    facts({ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters: ["latest"] }),
  );
  expect(diagnosis).toMatchObject({
    id: "push/immutable-tag",
    verdict: "cause",
    evidence:
      "v1 belongs to sha256:1, and tags are IMMUTABLE_WITH_EXCLUSION (except latest), so the tag cannot move to another image",
  });
});

test("a tag that is no version may be meant to move", () => {
  expect(diagnoseTag(facts()).fix).toBe("push the image with a new tag");
  expect(diagnoseTag(facts({ tag: "latest" })).fix).toContain('imageTagMutabilityExclusionFilters: ["latest"]');
});

test.each([
  ["IMMUTABLE", [], 'imageTagMutability: IMMUTABLE_WITH_EXCLUSION and imageTagMutabilityExclusionFilters: ["main"]'],
  [
    "IMMUTABLE_WITH_EXCLUSION",
    ["dev-*"],
    'imageTagMutability: IMMUTABLE_WITH_EXCLUSION and imageTagMutabilityExclusionFilters: ["dev-*", "main"]',
  ],
  ["MUTABLE_WITH_EXCLUSION", ["ma*", "v*"], 'imageTagMutabilityExclusionFilters: ["v*"]'],
  ["MUTABLE_WITH_EXCLUSION", ["main"], "imageTagMutability: MUTABLE, and remove imageTagMutabilityExclusionFilters"],
])("%s with %p: to let one tag move, the other tags stay as they are", (imageTagMutability, filters, setting) => {
  const { fix } = diagnoseTag(facts({ tag: "main", imageTagMutability, imageTagMutabilityExclusionFilters: filters }));
  expect(fix).toBe(`push the image with a new tag. If main must be able to move, set ${setting}`);
});

test.each<[string, Partial<TagFacts>, string]>([
  ["a free tag", { tagged: observed(undefined) }, "ok"],
  ["a tag that moves", { imageTagMutability: "MUTABLE" }, "ok"],
  ["no tag", { tag: undefined }, "skipped"],
  ["a tag that could not be looked for", { tagged: unobserved("denied") }, "unknown"],
])("%s is none", (_name, parts, verdict) => {
  expect(diagnoseTag(facts(parts)).verdict).toBe(verdict);
});
