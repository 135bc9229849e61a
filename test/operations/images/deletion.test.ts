import { type Image } from "../../../src/domain/images/image";
import { planDeletion, type DeletionFacts, type DeletionPlan } from "../../../src/operations/images/deletion";
import { parseDigest, parseTagSelector, type ImageSelectors } from "../../../src/operations/images/selectors";
import { digestOf, image, inUse, list, NO_USE, NOW } from "../../support/operations/images";

interface Selected extends Partial<Omit<ImageSelectors, "tags">> {
  readonly tags?: readonly string[];
}

function planned(images: readonly Image[], selected: Selected, more: Partial<DeletionFacts> = {}): DeletionPlan {
  const selectors = { digests: [], untagged: false, ...selected, tags: (selected.tags ?? []).map(parseTagSelector) };
  return planDeletion(selectors, {
    repository: "team/api",
    images,
    inUse: NO_USE,
    now: NOW,
    withParts: false,
    ...more,
  });
}

/** The letters of the deleted images, in their order. */
const deleted = (plan: DeletionPlan): string => plan.deleted.map(({ digest }) => digest.charAt(7)).join("");
const kept = (plan: DeletionPlan): Record<string, string> =>
  Object.fromEntries(plan.kept.map(({ image: { digest }, why }) => [digest.charAt(7), why]));

const A = image("a", { tags: ["v1"] });

describe("what is selected", () => {
  const images = [
    image("a", { tags: ["pr-1"], pushedAt: Date.parse("2025-12-01T00:00:00Z") }),
    image("b", { tags: ["pr-2"] }),
    image("c", { pushedAt: Date.parse("2025-12-01T00:00:00Z") }),
    image("d"),
    image("e", { tags: ["v1"] }),
  ];
  const pushedBefore = Date.parse("2026-01-01T00:00:00Z");

  test.each<[string, Selected, string]>([
    ["an exact tag", { tags: ["pr-1"] }, "a"],
    ["a pattern", { tags: ["pr-*"] }, "ab"],
    ["several tags", { tags: ["pr-1", "v1"] }, "ae"],
    ["digests", { digests: [digestOf("b"), digestOf("d")] }, "bd"],
    ["untagged images", { untagged: true }, "cd"],
    ["tags and untagged images", { tags: ["v*"], untagged: true }, "cde"],
    ["the age alone, to the second", { pushedBefore }, "ac"],
    ["tags of an age", { tags: ["pr-*"], pushedBefore }, "a"],
    ["untagged images of an age", { untagged: true, pushedBefore }, "c"],
    ["a pattern without a match", { tags: ["release-*"] }, ""],
  ])("%s", (_, selected, expected) => {
    const plan = planned(images, selected);
    expect([deleted(plan), plan.faults]).toEqual([expected, []]);
  });

  test("a pattern without an asterisk is a tag, not a prefix", () => {
    expect(planned(images, { tags: ["pr"] }).faults).toEqual([
      '--tag: team/api does not contain an image with the tag "pr". Did you mean "pr-1"?',
    ]);
  });
});

describe("names that do not exist stop the deletion", () => {
  test("a digest and a tag", () => {
    const missing = digestOf("f");
    expect(planned([A], { digests: [missing], tags: ["v2"] }).faults).toEqual([
      `--digest: team/api does not contain an image with the digest ${missing}`,
      '--tag: team/api does not contain an image with the tag "v2". Did you mean "v1"?',
    ]);
  });

  test.each(["", "latest!", "a b", "sha256:1", "-v1", "*$(id)"])("%j is not a tag or a pattern", (text) => {
    expect(() => parseTagSelector(text)).toThrow("--tag: expected a tag such as v1.2");
  });

  test.each(["", "sha256:abc", `sha256:${"A".repeat(64)}`, `md5:${"a".repeat(64)}`])("%j is not a digest", (text) => {
    expect(() => parseDigest(text)).toThrow("--digest: expected sha256: and 64 hexadecimal digits");
  });
});

describe("what stays", () => {
  test("an image with another tag", () => {
    const images = [image("a", { tags: ["pr-1", "production"] })];
    const plan = planned(images, { tags: ["pr-*"] });
    expect(deleted(plan)).toBe("");
    expect(kept(plan)).toEqual({
      a: "it is also tagged production. To delete it, also pass this tag, or pass its digest",
    });
    expect(deleted(planned(images, { tags: ["pr-*", "production"] }))).toBe("a");
    expect(deleted(planned(images, { digests: [digestOf("a")] }))).toBe("a");
  });

  test("an image in use, unless its digest names it", () => {
    const facts = { inUse: inUse({ a: 3 }) };
    const plan = planned([A], { tags: ["v1"] }, facts);
    expect(kept(plan)).toEqual({ a: "it is in use (3 tasks and pods). To delete it anyway, pass its digest" });
    const named = planned([A, image("b")], { digests: [digestOf("a")] }, facts);
    expect(deleted(named)).toBe("a");
    expect(named.warnings).toEqual([
      "1 image is in use: v1 (3 tasks and pods). After the deletion, new tasks and pods cannot pull it.",
    ]);
  });

  test("a manifest list with an image in use", () => {
    const images = [list("a", ["b", "c"], { tags: ["v1"] }), image("b"), image("c")];
    const plan = planned(images, { tags: ["v1"] }, { inUse: inUse({ c: 1 }), withParts: true });
    expect(deleted(plan)).toBe("");
    expect(kept(plan)).toEqual({ a: "it is in use (1 task or pod). To delete it anyway, pass its digest" });
  });

  test("the images of a manifest list that stays, although they have no tag", () => {
    const images = [list("a", ["b"], { tags: ["v1"] }), image("b"), image("c")];
    const plan = planned(images, { untagged: true });
    expect(deleted(plan)).toBe("c");
    expect(kept(plan)).toEqual({ b: "it is part of the manifest list v1, which is not deleted" });
  });

  test("an image that two lists contain, when one list stays", () => {
    const images = [list("a", ["c"], { tags: ["v1"] }), list("b", ["c"], { tags: ["v2"] }), image("c")];
    expect(deleted(planned(images, { tags: ["v1"] }, { withParts: true }))).toBe("a");
    expect(deleted(planned(images, { tags: ["v*"] }, { withParts: true }))).toBe("abc");
  });

  test("signatures of an image that stays, as referrers and as tags of cosign", () => {
    const signature = image("c", { tags: [`sha256-${"a".repeat(64)}.sig`] });
    const images = [A, image("b", { subject: A.digest }), signature];
    const plan = planned(images, { untagged: true, pushedBefore: NOW.getTime(), tags: ["sha256-*"] });
    expect(deleted(plan)).toBe("");
    expect(kept(plan)).toEqual({
      b: "it is attached to v1, which is not deleted",
      c: "it is attached to v1, which is not deleted",
    });
    expect(deleted(planned(images, { digests: [digestOf("b")], tags: signature.tags }))).toBe("bc");
  });

  test("what depends on an image that stays for another reason", () => {
    const images = [
      list("a", ["b"], { tags: ["pr-1", "v1"] }),
      list("b", ["c"]),
      image("c"),
      image("d", { subject: digestOf("c") }),
    ];
    expect(deleted(planned(images, { tags: ["pr-*"], untagged: true }))).toBe("");
  });

  test("a part that a digest names stops the deletion, because AWS would refuse it", () => {
    const images = [list("a", ["b"], { tags: ["v1"] }), image("b")];
    expect(planned(images, { digests: [digestOf("b")] }).faults).toEqual([
      `${digestOf("b")}: it is part of the manifest list v1, which is not deleted`,
    ]);
  });
});

describe("parts and signatures", () => {
  const images = [
    image("b"),
    image("c", { tags: ["arm"] }),
    image("d", { subject: digestOf("b") }),
    image("e", { tags: [`sha256-${"a".repeat(64)}.sig`] }),
    list("a", ["b", "c", "f"], { tags: ["v1"] }),
  ];

  test("stay with a warning", () => {
    const plan = planned(images, { tags: ["v1"] });
    expect(deleted(plan)).toBe("a");
    expect(plan.warnings).toEqual([
      "1 image from deleted manifest lists would remain without a tag. To delete it too, add --with-parts.",
      "1 signature, attestation or SBOM (tags sha256-<digest>...) for deleted images would remain. To delete it too, add --with-parts.",
    ]);
  });

  test("are deleted on request, after their list; tagged images stay", () => {
    const plan = planned(images, { tags: ["v1"] }, { withParts: true });
    expect(deleted(plan)).toBe("abde");
    expect([plan.warnings, plan.bytes]).toEqual([[], 300]);
  });

  test("a list that contains itself, or is signed by itself, is no endless loop", () => {
    const strange = [list("a", ["a", "b"], { tags: ["v1"], subject: digestOf("a") }), list("b", ["a"])];
    expect(deleted(planned(strange, { tags: ["v1"] }, { withParts: true }))).toBe("ab");
    expect(deleted(planned(strange, { untagged: true }))).toBe("");
  });
});

describe("warnings", () => {
  test("about everything, recent pulls, the archive, unread lists and unknown use", () => {
    const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
    const images = [
      image("a", { tags: ["v1"], pulledAt: day("2026-02-20") }),
      image("b", { pulledAt: day("2026-01-20") }),
      image("c", { status: "archived", archivedAt: day("2026-02-01") }),
      image("d", { status: "archived", archivedAt: day("2025-02-01"), isManifestList: true }),
    ];
    const why = "dev: cannot ask Amazon Inspector: no";
    const plan = planned(images, { pushedBefore: NOW.getTime() }, { inUse: { known: false, why } });
    expect(plan.warnings).toEqual([
      "This deletes every image of team/api.",
      `It is not known which images are in use: ${why}. Amazon Inspector counts the ECS tasks and EKS pods that run the images it scans.`,
      "1 image was pulled in the last 30 days: v1 on 2026-02-20.",
      "The images of 1 manifest list are unknown, because its manifest cannot be read (for example, because it is archived). AWS refuses to delete these images while the list exists.",
      "1 image has been in the archive for less than 90 days, but AWS bills it for at least 90 days.",
    ]);
  });

  test("none if nothing is deleted", () => {
    expect(planned([], { untagged: true }).warnings).toEqual([]);
  });
});
