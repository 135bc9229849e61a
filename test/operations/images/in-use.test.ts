import { evaluate } from "../../../src/domain/lifecycle-policy/simulate";
import { inUseFindings, useOf, useText } from "../../../src/operations/images/in-use";
import { digestOf, image, inUse, list, NOW } from "../../support/operations/images";

const RULE = {
  rulePriority: 1,
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 },
  action: { type: "expire" },
} as const;
const at = (day: number): number => Date.UTC(2026, 0, day);
const IMAGES = [
  image("a", { tags: ["v3"], pushedAt: at(3) }),
  image("b", { tags: ["v2"], pushedAt: at(2) }),
  image("c", { pushedAt: at(1) }),
];

test("images that a policy deletes although they are in use are a finding", () => {
  const { decisions } = evaluate([RULE], IMAGES, NOW);
  expect(inUseFindings(decisions, inUse({ a: 1 }))).toEqual([]);
  expect(inUseFindings(decisions, inUse({ a: 1, b: 2 }))).toEqual([
    "1 image that would be deleted or archived is in use: v2 (2 tasks and pods). New tasks and pods could no longer pull it.",
  ]);
  const [both] = inUseFindings(decisions, inUse({ b: 2, c: 1 }));
  expect(both).toContain("2 images that would be deleted or archived are in use: ");
  expect(both).toContain("sha256:cccccccccccc (1 task or pod)");
});

test("unknown use is no finding", () => {
  const { decisions } = evaluate([RULE], IMAGES, NOW);
  expect(inUseFindings(decisions, { known: false, why: "denied" })).toEqual([]);
});

test("a manifest list is in use as its images are, last when the last of them was", () => {
  const uses = new Map([
    [digestOf("b"), { count: 1, lastAt: "2026-01-02T00:00:00.000Z" }],
    [digestOf("c"), { count: 2, lastAt: "2026-01-03T00:00:00.000Z" }],
  ]);
  const use = useOf(list("a", ["b", "c", "d"]), { known: true, uses });
  expect(use).toEqual({ count: 3, lastAt: "2026-01-03T00:00:00.000Z" });
  expect(use && useText(use)).toBe("3 tasks and pods");
  expect(useOf(image("d"), { known: true, uses })).toBeUndefined();
});
