import { joinedReviews } from "../../../src/operations/review/join";
import { type EnvironmentReview } from "../../../src/operations/review/review";

const finding = (kind: "images-deleted" | "lifecycle-stricter", severity: "high" | "medium") => ({
  ...{ kind, severity, repositories: ["team/api"], message: kind },
});
const OFFLINE: EnvironmentReview = {
  ...{ environment: "dev", findings: [finding("lifecycle-stricter", "medium")], unknown: ["How many is unknown."] },
};
const LIVE: EnvironmentReview = {
  ...{ environment: "dev", findings: [finding("images-deleted", "high")], unknown: ["Use is unknown.", "More."] },
  cost: { before: 2, after: 1, repositories: 1 },
};
const PLANNED: EnvironmentReview = {
  ...{ environment: "dev", findings: [], unknown: ["No plan of dev-cluster.", "Use.", "More."] },
  plans: [
    {
      ...{ stack: "dev-registry", create: 0, update: 0, replace: 0, delete: 0, forget: 0, import: 0 },
      isAsReviewed: true,
    },
  ],
};
const of = (environment: EnvironmentReview, base = "main") => ({
  ...{ review: { base, environments: [environment] }, faults: [] },
});

test.each([
  [OFFLINE, LIVE, LIVE],
  [OFFLINE, PLANNED, PLANNED],
  [LIVE, PLANNED, PLANNED],
  [OFFLINE, { ...OFFLINE, findings: [] }, OFFLINE],
])("of two reviews of an environment, the one that knows more counts, in any order", (one, other, best) => {
  expect(joinedReviews([of(one), of(other)]).review.environments).toEqual([best]);
  expect(joinedReviews([of(other), of(one)]).review.environments).toEqual([best]);
});

test("reviews of different bases are not joined silently", () => {
  const { review, faults } = joinedReviews([of(OFFLINE, "HEAD (1)"), of(LIVE, "HEAD (2)")]);
  expect(review.base).toBe("HEAD (1), HEAD (2)");
  expect(faults).toEqual(["The reviews compare with different revisions: HEAD (1) and HEAD (2)"]);
});
