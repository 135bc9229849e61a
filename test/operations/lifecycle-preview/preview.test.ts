import { assumptionsOf } from "../../../src/operations/lifecycle-preview/assumptions";
import { type Image } from "../../../src/domain/images/image";
import { previewJson, previewOf } from "../../../src/operations/lifecycle-preview/preview";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { byRule, previewSummary } from "../../../src/operations/lifecycle-preview/summary";
import { archive, expire, image, NOW } from "../../domain/lifecycle-policy/images";

const preview = (rules: readonly LifecycleRule[], images: readonly Image[]) =>
  previewOf("team/api", rules, images, NOW);
const GIB = 2 ** 30;

describe("what is assumed is told:", () => {
  test.each<[string, Image[], string]>([
    ["no images", [], "The listing does not contain any images, so the policy has no effect yet."],
    [
      "images of the future",
      [image("a", -1), image("b", -2)],
      "2 images were pushed after 2026-03-01T12:00:00.000Z, the time of this preview. Future images count as the newest",
    ],
    [
      "lists whose parts are not known",
      [image("a", 1, [], { isManifestList: true })],
      "1 manifest list has unknown parts.",
    ],
    [
      "referrers",
      [image("a", 1), image("b", 1, [], { subject: "sha256:a" })],
      "1 signature, SBOM or other referrer is kept or deleted together with its image.",
    ],
    [
      "referrers without a subject",
      [image("b", 1, [], { subject: "sha256:a" })],
      "1 referrer refers to an image that is not in the listing",
    ],
  ])("%s", (_, images, note) => {
    expect(assumptionsOf(images, NOW)).toEqual([expect.stringContaining(note)]);
  });

  test("nothing where there is nothing to assume", () => {
    expect(assumptionsOf([image("a", 1), image("list", 1, [], { isManifestList: true, parts: [] })], NOW)).toEqual([]);
  });
});

test("a manifest list adds no bytes to those of its parts", () => {
  const { totals } = preview(
    [],
    [image("a", 1, [], { bytes: 7 }), image("list", 1, [], { bytes: 7, isManifestList: true })],
  );
  expect(totals.keep).toEqual({ images: 2, bytes: 7 });
});

test("what goes is grouped by rule, by priority, the oldest first", () => {
  const images = [image("a", 20), image("b", 30), image("c", 40, ["v1"]), image("d", 1)];
  const groups = byRule(
    preview([expire(5, "untagged", { days: 10 }), expire(2, "v*", { days: 10 })], images).decisions,
  );
  expect(
    groups.map(({ priority, images: count, bytes, decisions }) => [
      priority,
      count,
      bytes,
      decisions.map((each) => each.image.digest),
    ]),
  ).toEqual([
    [2, 1, 1000, ["sha256:c"]],
    [5, 2, 2000, ["sha256:b", "sha256:a"]],
  ]);
});

describe("the summary", () => {
  test("says when nothing goes", () => {
    expect(previewSummary(preview([expire(1, "any", { days: 9 })], [image("a", 1)]))).toBe(
      "The policy does not delete anything, and keeps the only image (1000 bytes).",
    );
  });

  test("says when nothing stays", () => {
    expect(previewSummary(preview([expire(1, "any", { days: 9 })], [image("a", 10)]))).toContain(
      "1 would be deleted permanently (1000 bytes). No images would be kept. This saves less than $0.01 per month",
    );
  });

  test("does not count archiving as saving, since it is no cheaper", () => {
    expect(previewSummary(preview([archive(1, 9)], [image("a", 10, [], { bytes: 50 * GIB })]))).toContain(
      "1 would be archived (50.0 GB). No images would be kept. This does not save anything, because the archive costs the same.",
    );
  });
});

test("JSON of many images is the JSON of all of them", () => {
  const images = Array.from({ length: 10_001 }, (_, index) =>
    image(`${index}`, index / 1000, index % 2 === 0 ? [] : ['"\n']),
  );
  const { decisions } = JSON.parse([...previewJson(preview([], images))].join("")) as {
    decisions: { imageDigest: string; imageTags: string[] }[];
  };
  expect(decisions).toHaveLength(10_001);
  expect(decisions[1]).toEqual({
    imageDigest: "sha256:1",
    imageTags: ['"\n'],
    action: "keep",
    rulePriority: null,
    claimedBy: null,
    reason: "no rule selects it",
    on: null,
    lastRecordedPullTime: null,
  });
});
