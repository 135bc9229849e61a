import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { expire, expired, image, NOW, decisionOf } from "./images";
import { simulate } from "../../../src/domain/lifecycle-policy/simulate";

// The examples with a stated result: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html

const BETA_AND_PROD = [
  image("A", 10, ["beta-1", "prod-1"]),
  image("B", 9, ["beta-2", "prod-2"]),
  image("C", 8, ["beta-3"]),
];

describe("several rules", () => {
  const prodFirst = [expire(1, "prod*", { count: 1 }), expire(2, "beta*", { count: 1 })];

  test("example A: prod before beta expires A alone, since B is the first rule's", () => {
    expect(expired(prodFirst, BETA_AND_PROD)).toBe("A");
    expect(decisionOf(simulate(prodFirst, BETA_AND_PROD, NOW), "B")).toMatchObject({
      action: "keep",
      rulePriority: null,
      claimedBy: 1,
      reason: expect.stringContaining("rule 2 would expire it, but this rule comes first"),
    });
  });

  test("example B: beta before prod expires A and B", () => {
    expect(expired([expire(1, "beta*", { count: 1 }), expire(2, "prod*", { count: 1 })], BETA_AND_PROD)).toBe("A B");
  });
});

describe("several tags in one rule", () => {
  test("example A: only images with a tag for every pattern are selected", () => {
    const images = [
      image("A", 12, ["alpha-1"]),
      image("B", 11, ["beta-1"]),
      image("C", 10, ["alpha-2", "beta-2"]),
      image("D", 4, ["alpha-3"]),
      image("E", 3, ["beta-3"]),
      image("F", 2, ["alpha-4", "beta-4"]),
    ];
    expect(expired([expire(1, ["alpha*", "beta*"], { days: 5 })], images)).toBe("C");
  });

  test("example B: further tags do not matter", () => {
    const images = [
      image("A", 10, ["alpha-1", "beta-1", "gamma-1"]),
      image("B", 9, ["alpha-2", "beta-2"]),
      image("C", 8, ["alpha-3", "beta-3", "gamma-2"]),
    ];
    expect(expired([expire(1, ["alpha*", "beta*"], { count: 1 })], images)).toBe("A B");
  });

  test("the older edition's prefixes give the same", () => {
    const prefixes: LifecycleRule = {
      rulePriority: 1,
      selection: {
        tagStatus: "tagged",
        tagPrefixList: ["alpha", "beta"],
        countType: "imageCountMoreThan",
        countNumber: 1,
      },
      action: { type: "expire" },
    };
    expect(
      expired(
        [prefixes],
        [image("A", 2, ["alpha-1", "beta-1"]), image("B", 1, ["beta-2", "alpha"]), image("C", 3, ["alpha"])],
      ),
    ).toBe("A");
  });
});

describe("all images", () => {
  test("example A: all but the newest go", () => {
    const images = [image("A", 4, ["alpha-1"]), image("B", 3, ["beta-1"]), image("C", 2), image("D", 1, ["alpha-2"])];
    expect(expired([expire(1, "any", { count: 1 })], images)).toBe("A B C");
  });

  test("example B: a rule for any counts images of earlier rules and leaves them alone", () => {
    // The guide has D and E pushed one day ago, E after D.
    const images = [
      image("A", 4, ["alpha-1", "beta-1"]),
      image("B", 3),
      image("C", 2, ["alpha-2"]),
      image("D", 1.01, ["git hash"]),
      image("E", 1),
    ];
    const rules = [
      expire(1, "alpha*", { count: 1 }),
      expire(2, "untagged", { days: 1 }),
      expire(3, "any", { count: 1 }),
    ];
    expect(expired(rules, images)).toBe("A B D");
    expect(simulate(rules, images, NOW).map(({ claimedBy }) => claimedBy)).toEqual([2, 3, 1, 2, 1]);
  });
});
