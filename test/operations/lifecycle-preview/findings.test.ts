import { type Image } from "../../../src/domain/images/image";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { previewOf } from "../../../src/operations/lifecycle-preview/preview";
import { archive, daysAgo, expire, image, NOW } from "../../domain/lifecycle-policy/images";

const findings = (rules: readonly LifecycleRule[], images: readonly Image[]) =>
  previewOf("team/api", rules, images, NOW).findings;
const counts = (rules: readonly LifecycleRule[], images: readonly Image[]) =>
  previewOf("team/api", rules, images, NOW).rules.map(({ selected, actsOn, lost }) => [selected, actsOn, lost]);

describe("each rule", () => {
  test("counts what it selects, acts on and loses to earlier rules, in the order of priority", () => {
    const images = [image("a", 20, ["v1", "pr-1"]), image("b", 20, ["v2"]), image("c", 20, ["pr-3"]), image("d", 20)];
    const rules = [expire(9, "any", { days: 7 }), expire(1, "v*", { count: 1 }), expire(2, "pr-*", { days: 7 })];
    expect(counts(rules, images)).toEqual([
      [2, 1, 0],
      [2, 1, 1],
      [4, 1, 3],
    ]);
  });

  test("loses images that an earlier rule keeps, as well as those on which it acts", () => {
    const images = [image("a", 20, ["v1"]), image("b", 30, ["v2"])];
    expect(counts([expire(1, "v1", { count: 1 }), expire(2, "v*", { days: 7 })], images)).toEqual([
      [1, 0, 0],
      [2, 1, 1],
    ]);
  });

  test("acts on the referrers of its images", () => {
    const images = [image("a", 20, ["v1"]), image("s", 20, [], { subject: "sha256:a" })];
    expect(counts([expire(1, "v*", { days: 7 })], images)).toEqual([[1, 2, 0]]);
  });
});

describe("rules that do nothing", () => {
  const tagged = [image("a", 200, ["sha-1", "v1"]), image("b", 90, ["dev"]), image("c", 2, ["sha-3"])];

  test("in a repository with one image", () => {
    const rules = [expire(1, "SNAPSHOT-*", { count: 10 }), expire(2, "untagged", { days: 1 })];
    expect(findings(rules.slice(0, 1), tagged.slice(0, 1))).toEqual(["Rule 1 does not select the only image."]);
    expect(findings(rules, tagged.slice(0, 1))).toEqual(["Rules 1 and 2 do not select the only image."]);
  });

  test.each<[string, LifecycleRule[], string[]]>([
    [
      "for a prefix that no tag has",
      [expire(1, "SNAPSHOT-*", { count: 10 })],
      ["Rule 1 selects none of the 3 images."],
    ],
    [
      "several",
      [expire(1, "SNAPSHOT-*", { count: 10 }), expire(2, "dev", { count: 9 }), expire(3, "untagged", { days: 1 })],
      ["Rules 1 and 3 select none of the 3 images."],
    ],
    [
      "because earlier rules select every image",
      [expire(1, "*", { count: 9 }), expire(2, "sha-*", { days: 1 })],
      ["Rule 2 does not act on any image, because earlier rules select all of its 2 images first."],
    ],
    ["but not a limit that is not reached", [expire(1, "any", { count: 3 })], []],
  ])("%s", (_, rules, expected) => {
    expect(findings(rules, tagged)).toEqual(expected);
  });

  test("an empty listing has no findings", () => {
    expect(findings([expire(1, "v*", { count: 1 })], [])).toEqual([]);
  });
});

describe("images in use that would be deleted", () => {
  const POLICY = [expire(1, "any", { days: 30 })];

  test("are named with their pull", () => {
    const promoted = image("a", 38, ["sha-1", "staging", "production"], { pulledAt: daysAgo(1) });
    expect(findings(POLICY, [promoted])).toEqual([
      "1 image that would be deleted was pulled in the last 7 days: sha-1, staging, production on 2026-02-28.",
    ]);
  });

  test("are counted beyond a few, and only those of the last days", () => {
    const pulled = [0, 2, 4, 6.9].map((days, index) =>
      image(`${index}`, 40 + index, [`t${index}`], { pulledAt: daysAgo(days) }),
    );
    const others = [
      image("old", 50, ["old"], { pulledAt: daysAgo(8) }),
      image("young", 1, ["y"], { pulledAt: daysAgo(1) }),
    ];
    expect(findings(POLICY, [...pulled, ...others])).toEqual([
      "4 images that would be deleted were pulled in the last 7 days: t0 on 2026-03-01; t1 on 2026-02-27; t2 on 2026-02-25; and 1 more.",
    ]);
  });

  test("include archived ones, which nobody can pull", () => {
    const rules = [archive(1, 30, "sinceImagePushed")];
    expect(findings(rules, [image("a", 40, ["v1\u001b"], { pulledAt: daysAgo(1) })])).toEqual([
      "1 image that would be archived was pulled in the last 7 days: v1  on 2026-02-28.",
    ]);
  });
});

test("an image that a later rule keeps is named", () => {
  const rules = [expire(1, "sha-*", { days: 14 }), expire(2, "v*", { count: 100_000 })];
  const images = [image("a", 20, ["sha-1", "v1.0.0"]), image("b", 20, ["v2"]), image("c", 1, ["sha-3", "v3"])];
  expect(findings(rules, images)).toEqual([
    '1 image that would be deleted is among the images tagged "v*", which rule 2 would keep, but an earlier rule selects it first: sha-1, v1.0.0.',
  ]);
});

describe("signatures by tag", () => {
  const hex = (digit: number): string => `${digit}`.repeat(64);
  const signed = (ending: string, ...digits: number[]): Image[] =>
    digits.flatMap((digit) => [
      image(hex(digit), 30 - digit, [`v${digit}`]),
      image(`${digit}s`, 29.9 - digit, [`sha256-${hex(digit)}${ending}`]),
    ]);
  const PROTECTED = [expire(1, "v*", { count: 9999 }), expire(2, "any", { days: 5 })];

  test.each([".sig", ".att", ".sbom", ""])("that go while their images stay are told (%s)", (ending) => {
    expect(findings(PROTECTED, signed(ending, 1, 2, 3, 4))).toEqual([
      '4 signatures, attestations or SBOMs (tags sha256-<digest>.sig, .att or .sbom) would be deleted while their images are kept, so verification would fail. Keep "sha256-*" in an earlier rule, or attach signatures as OCI referrers, which ECR deletes together with the image.',
    ]);
  });

  test("that take places among the newest are told", () => {
    expect(findings([expire(1, "any", { count: 4 })], signed(".sig", 1, 2, 3, 4))).toEqual([
      "2 of the newest 4 images that rule 1 keeps are signatures, attestations or SBOMs (tags sha256-<digest>.sig, .att or .sbom). Count only images with other tags, or keep more images.",
    ]);
  });

  test("that take no place from anyone, or have a rule of their own, are not told", () => {
    expect(findings([expire(1, "any", { count: 8 })], signed(".sig", 1, 2, 3, 4))).toEqual([]);
    expect(findings([expire(1, "sha256-*", { count: 4 })], signed(".sig", 1, 2, 3, 4, 5))).toEqual([
      expect.stringContaining(
        "1 signature, attestation or SBOM (tags sha256-<digest>.sig, .att or .sbom) would be deleted while its image is kept",
      ),
    ]);
  });

  test("that go with their images, or whose image is not listed, are not told", () => {
    expect(findings([expire(1, "any", { days: 5 })], signed(".sig", 1))).toEqual([]);
    expect(findings(PROTECTED, [...signed(".sig", 1).slice(1), image("b", 9, ["v9"])])).toEqual([]);
  });

  test("are images like any other if they have another tag too, or an unknown ending", () => {
    const [subject, signature] = signed(".sig", 1);
    if (subject === undefined || signature === undefined) throw new Error("no image");
    const tags = [[...signature.tags, "mine"], [`sha256-${hex(1)}.other`], ["sha256-short.sig"]];
    for (const own of tags) expect(findings(PROTECTED, [subject, { ...signature, tags: own }])).toEqual([]);
  });
});
