import { simulate } from "../../../src/domain/lifecycle-policy/simulate";
import { archive, daysAgo, decisionOf, expire, EXPIRE_ARCHIVED, expired, image, named, NOW } from "./images";

describe("age", () => {
  test("acts when it is more than the days, to the millisecond", () => {
    const images = [image("exactly", 14), image("over", 14 + 1e-8), image("under", 13)];
    expect(expired([expire(1, "any", { days: 14 })], images)).toBe("over");
  });

  test("tells when the rule acts, whether that is past or to come", () => {
    const decisions = simulate([expire(1, "any", { days: 14 })], [image("old", 20), image("young", 4)], NOW);
    expect(decisionOf(decisions, "old")).toMatchObject({
      action: "expire",
      rulePriority: 1,
      claimedBy: 1,
      on: daysAgo(6),
    });
    expect(decisionOf(decisions, "young")).toMatchObject({
      action: "keep",
      rulePriority: null,
      claimedBy: 1,
      on: daysAgo(-10),
    });
    expect(decisionOf(decisions, "young").reason).toBe("rule 1 expires images only if pushed more than 14 days ago");
  });
});

describe("count", () => {
  test("tells since when an image is one too many", () => {
    const decisions = simulate(
      [expire(1, "any", { count: 2 })],
      [1, 2, 3, 4].map((days) => image(`${days}`, days)),
      NOW,
    );
    expect(decisions.map(({ on }) => on)).toEqual([null, null, daysAgo(1), daysAgo(2)]);
    expect(decisionOf(decisions, "3").reason).toBe("rule 1 keeps only the newest 2 images, and this image is older");
    expect(decisionOf(decisions, "1").reason).toBe("one of the newest 2 images, which rule 1 keeps");
  });

  test("says so where equal push times leave the choice to ECR", () => {
    const decisions = simulate(
      [expire(1, "any", { count: 2 })],
      [image("a", 1), image("b", 5), image("c", 5), image("d", 9)],
      NOW,
    );
    expect(named(decisions, "expire")).toBe("c d");
    expect(
      decisions
        .filter(({ reason }) => reason.includes("does not document which"))
        .map(({ image: { digest } }) => digest),
    ).toEqual(["sha256:b", "sha256:c"]);
  });

  test("says nothing of equal push times on one side of the limit", () => {
    const decisions = simulate([expire(1, "any", { count: 1 })], [image("a", 1), image("b", 5), image("c", 5)], NOW);
    expect(decisions.filter(({ reason }) => reason.includes("does not say"))).toEqual([]);
  });

  test("takes a restored image for as new as its restoration", () => {
    const restored = image("restored", 300, [], { activatedAt: daysAgo(1) });
    expect(expired([expire(1, "any", { count: 1 })], [restored, image("other", 2)])).toBe("other");
  });
});

describe("the archive", () => {
  test.each([
    ["never pulled counts from the push", {}, "archive", "; it has never been pulled, so the push date counts"],
    ["pulled lately stays", { pulledAt: daysAgo(10) }, "keep", ""],
    ["pulled long ago goes", { pulledAt: daysAgo(91) }, "archive", ""],
    [
      "restored and not pulled since counts from then",
      { pulledAt: daysAgo(200), activatedAt: daysAgo(5) },
      "keep",
      "; it has not been pulled since it was restored, so the restore date counts",
    ],
    [
      "restored and pulled since counts from the pull",
      { pulledAt: daysAgo(95), activatedAt: daysAgo(300) },
      "archive",
      "",
    ],
  ] as const)("%s", (_, more, action, ending) => {
    const [decision] = simulate([archive(1, 90)], [image("a", 400, [], more)], NOW);
    expect(decision?.action).toBe(action);
    expect(decision?.reason.endsWith(`90 days ago${ending}`)).toBe(true);
  });

  test("has rules of its own, and images of the other class are neither selected nor counted", () => {
    const images = [
      image("long", 400, [], { status: "archived", archivedAt: daysAgo(101) }),
      image("lately", 400, [], { status: "archived", archivedAt: daysAgo(99) }),
      image("restoring", 400, [], { status: "activating" }),
      image("one", 2),
      image("two", 3),
    ];
    const decisions = simulate([expire(1, "any", { count: 1 }), EXPIRE_ARCHIVED], images, NOW);
    expect(named(decisions, "expire")).toBe("long two");
    expect(decisionOf(decisions, "restoring")).toMatchObject({
      claimedBy: null,
      reason: "it is being restored from the archive",
    });
    expect(decisionOf(decisions, "lately")).toMatchObject({ claimedBy: 90, on: daysAgo(-1) });
  });

  test("keeps an archived image whose time is not known, and says so", () => {
    const [decision] = simulate([EXPIRE_ARCHIVED], [image("a", 400, [], { status: "archived" })], NOW);
    expect(decision).toMatchObject({ action: "keep", on: null });
    expect(decision?.reason).toContain("the listing does not say when it was archived");
  });
});

test("a rule that keeps all there can be says so, since nobody counts so far", () => {
  const [decision] = simulate([expire(1, "v*", { count: 100_000 })], [image("a", 9, ["v1"])], NOW);
  expect(decision?.reason).toBe('rule 1 keeps all images tagged "v*"');
});

describe("a multi-architecture image", () => {
  const list = (days: number, tags: string[], ...parts: string[]) =>
    image("list", days, tags, { isManifestList: true, parts: parts.map((part) => `sha256:${part}`) });
  const untagged = [expire(1, "untagged", { days: 7 }), expire(2, "any", { days: 30 })];

  test("keeps its parts as long as it stays", () => {
    const decisions = simulate(
      untagged,
      [list(20, ["v1"], "arm", "amd"), image("arm", 20), image("amd", 20), image("free", 20)],
      NOW,
    );
    expect(named(decisions, "expire")).toBe("free");
    expect(decisionOf(decisions, "arm")).toMatchObject({
      action: "keep",
      rulePriority: null,
      claimedBy: 1,
      on: daysAgo(-10),
    });
    expect(decisionOf(decisions, "arm").reason).toBe(
      "rule 1 would expire it, but it is part of the manifest list sha256:list (v1), which is kept",
    );
  });

  test("lets its parts go when it goes, and not before", () => {
    const decisions = simulate(untagged, [list(40, ["v1"], "arm"), image("arm", 40)], NOW);
    expect(named(decisions, "expire")).toBe("arm list");
    expect(decisionOf(decisions, "arm").on).toBe(daysAgo(10));
  });

  test("keeps a part that another list names too", () => {
    const other = image("other", 2, ["v2"], { isManifestList: true, parts: ["sha256:arm"] });
    expect(expired(untagged, [other, list(40, ["v1"], "arm"), image("arm", 40)])).toBe("list");
  });

  test("of lists keeps the parts of its parts", () => {
    const outer = image("outer", 2, ["all"], { isManifestList: true, parts: ["sha256:list"] });
    expect(expired(untagged, [outer, list(10, [], "arm"), image("arm", 10)])).toBe("");
  });

  test("in the archive holds nothing back, nor puts anything off", () => {
    const archived = { ...list(40, ["v1"], "arm"), status: "archived" as const };
    const decisions = simulate(untagged, [archived, image("arm", 40)], NOW);
    expect(named(decisions, "expire")).toBe("arm");
    expect(decisionOf(decisions, "arm").on).toBe(daysAgo(33));
  });

  test("that nothing expires keeps parts that are not yet due for good", () => {
    const decisions = simulate([expire(1, "untagged", { days: 7 })], [list(2, ["v1"], "arm"), image("arm", 2)], NOW);
    expect(decisionOf(decisions, "arm")).toMatchObject({ action: "keep", claimedBy: 1, on: null });
  });

  test("puts parts off by all the lists around it", () => {
    const outer = image("outer", 2, ["all"], { isManifestList: true, parts: ["sha256:list"] });
    const decisions = simulate(untagged, [outer, list(10, [], "arm"), image("arm", 10)], NOW);
    expect(["outer", "list", "arm"].map((name) => decisionOf(decisions, name).on)).toEqual(Array(3).fill(daysAgo(-28)));
  });
});

describe("a referrer", () => {
  const signature = image("signature", 1, [], { subject: "sha256:app" });

  test("goes with its subject, by the rule that acts on that", () => {
    const decisions = simulate([expire(1, "v*", { days: 5 })], [signature, image("app", 9, ["v1"])], NOW);
    expect(decisionOf(decisions, "signature")).toMatchObject({
      action: "expire",
      rulePriority: 1,
      claimedBy: null,
      on: daysAgo(4),
      reason: "attached to sha256:app, and follows it within 24 hours",
    });
  });

  test("stays with its subject, whatever a rule for untagged images says, and is not counted", () => {
    const images = [signature, image("app", 9, ["v1"]), image("b", 2), image("c", 3)];
    expect(expired([expire(1, "untagged", { count: 1 })], images)).toBe("c");
  });

  test("of a referrer follows along the chain", () => {
    const second = image("second", 1, [], { subject: "sha256:signature" });
    expect(expired([expire(1, "v*", { days: 5 })], [second, signature, image("app", 9, ["v1"])])).toBe(
      "app second signature",
    );
  });

  test("without its subject in the listing is an image of its own", () => {
    expect(expired([expire(1, "untagged", { days: 0.5 })], [signature])).toBe("signature");
  });

  test("with parts of its own takes them along when its subject goes", () => {
    const sbom = image("sbom", 9, [], { subject: "sha256:app", isManifestList: true, parts: ["sha256:page"] });
    const rules = [expire(1, "v*", { days: 5 }), expire(2, "untagged", { days: 5 })];
    expect(expired(rules, [sbom, image("page", 9), image("app", 9, ["v1"])])).toBe("app page sbom");
    expect(expired(rules, [sbom, image("page", 9), image("app", 2, ["v1"])])).toBe("");
  });

  test("that is in the archive already is not archived with its subject", () => {
    const archived = { ...signature, status: "archived" as const };
    const decisions = simulate([archive(1, 30)], [archived, image("app", 99, ["v1"])], NOW);
    expect(named(decisions, "archive")).toBe("app");
    expect(decisionOf(decisions, "signature").reason).toBe("attached to sha256:app, and already archived");
  });

  test("in a chain of any length is settled", () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      image(`${index}`, 1, [], { subject: index === 0 ? "sha256:app" : `sha256:${index - 1}` }),
    );
    const decisions = simulate([expire(1, "v*", { days: 5 })], [...chain, image("app", 9, ["v1"])], NOW);
    expect(decisions.every(({ action }) => action === "expire")).toBe(true);
  });

  test("in a ring stays", () => {
    const ring = [image("a", 9, [], { subject: "sha256:b" }), image("b", 9, [], { subject: "sha256:a" })];
    expect(expired([expire(1, "any", { days: 1 })], ring)).toBe("");
  });
});

test("an image that no rule selects stays", () => {
  expect(simulate([expire(1, "untagged", { days: 1 })], [image("a", 99, ["v1"])], NOW)).toMatchObject([
    { action: "keep", rulePriority: null, claimedBy: null, reason: "no rule selects it", on: null },
  ]);
});
