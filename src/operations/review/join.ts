import { rankOf } from "./review";
import { type ReviewWithFaults } from "./record";

/** Several reviews as one, the worst environment first. Of an environment with several reviews, the last one counts. */
export function joinedReviews(reviews: readonly ReviewWithFaults[]): ReviewWithFaults {
  const bases = [...new Set(reviews.map(({ review }) => review.base))];
  const last = new Map(
    reviews.flatMap(({ review }) => review.environments.map((environment) => [environment.environment, environment])),
  );
  return {
    review: {
      base: bases.join(", "),
      environments: [...last.values()].sort((a, b) => rankOf(a) - rankOf(b)),
    },
    faults: [...new Set(reviews.flatMap(({ faults }) => faults))],
  };
}
