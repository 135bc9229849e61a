import { repositoryCost, total, policyCandidates } from "../../../src/operations/cost/cost";
import { type Image, type Layer } from "../../../src/domain/images/image";
import { type LifecyclePolicy } from "../../../src/domain/lifecycle-policy/schema";
import { daysAgo, expire, image, NOW } from "../../domain/lifecycle-policy/images";

const GIB = 2 ** 30;
const PRICES = { standard: 0.1, archive: 0.04 };
const cost = (images: readonly Image[], policy?: LifecyclePolicy) =>
  repositoryCost("team/api", images, policy, NOW, PRICES);
const layer = (digest: string, size = GIB): Layer => ({ digest, size });

test("images without known layers count in full, and a manifest list adds nothing to its parts", () => {
  const images = [
    image("a", 1, [], { bytes: 2 * GIB }),
    image("b", 1, [], { bytes: GIB }),
    image("list", 1, [], { bytes: 2 * GIB, isManifestList: true }),
  ];
  expect(cost(images).now).toEqual({ images: 3, bytes: 3 * GIB, cost: expect.closeTo(0.3) });
});

test("a layer that images share counts once, as long as one of them is there", () => {
  const images = [
    image("new", 1, [], { bytes: 9 * GIB, layers: [layer("base"), layer("new")] }),
    image("old", 2, [], { bytes: 9 * GIB, layers: [layer("base"), layer("old", 2 * GIB)] }),
    image("oldest", 3, [], { bytes: GIB }),
  ];
  const { now, after } = cost(images, { rules: [expire(1, "any", { count: 1 })] });
  expect(now).toEqual({ images: 3, bytes: 5 * GIB, cost: expect.closeTo(0.5) });
  expect(after).toEqual({ images: 1, bytes: 2 * GIB, cost: expect.closeTo(0.2) });
});

test("each storage class has its price and its layers", () => {
  const archived = { status: "archived", archivedAt: daysAgo(1) } as const;
  const images = [
    image("a", 1, [], { layers: [layer("base")] }),
    image("b", 1, [], { ...archived, layers: [layer("base"), layer("b")] }),
  ];
  expect(cost(images).now).toEqual({ images: 2, bytes: 3 * GIB, cost: expect.closeTo(0.1 + 2 * 0.04) });
});

test("what a rule archives has the archive's price", () => {
  const archive: LifecyclePolicy = {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: "any", countType: "sinceImagePulled", countUnit: "days", countNumber: 30 },
        action: { type: "transition", targetStorageClass: "archive" },
      },
    ],
  };
  const images = [image("used", 1, [], { bytes: GIB }), image("unused", 40, [], { bytes: GIB })];
  expect(cost(images, archive).after).toEqual({ images: 2, bytes: 2 * GIB, cost: expect.closeTo(0.14) });
});

test("repositories without a policy that cost most come first, ten at most", () => {
  const costs = Array.from({ length: 15 }, (_, index) =>
    repositoryCost(`r${index}`, [image("a", 1, [], { bytes: index * GIB })], undefined, NOW, PRICES),
  );
  const policy = { rules: [expire(1, "any", { count: 1 })] };
  const withPolicy = repositoryCost("p", [image("a", 1, [], { bytes: 99 * GIB })], policy, NOW, PRICES);
  expect(policyCandidates([withPolicy, ...costs]).map(({ repository }) => repository)).toEqual(
    [14, 13, 12, 11, 10, 9, 8, 7, 6, 5].map((index) => `r${index}`),
  );
  expect(total(costs).now).toEqual({ images: 15, bytes: 105 * GIB, cost: expect.closeTo(10.5) });
});
