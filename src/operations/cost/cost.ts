import { type Image } from "../../domain/images/image";
import { type Prices } from "./prices";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { simulate } from "../../domain/lifecycle-policy/simulate";
import { classOf, storageOf, type Storage, type StoredImage } from "./storage";

/** Monthly cost of a repository's images, now and after its lifecycle policy has run. */
export interface RepositoryCost {
  readonly repository: string;
  readonly hasPolicy: boolean;
  readonly now: Storage;
  readonly after: Storage;
}

/**
 * Calculates the cost of a repository.
 * @param policy `undefined` if the repository has none
 * @param time time at which the policy is evaluated
 */
export function repositoryCost(
  repository: string,
  images: readonly Image[],
  policy: LifecyclePolicy | undefined,
  time: Date,
  prices: Prices,
): RepositoryCost {
  const now = storageOf(
    images.map((image): StoredImage => [image, classOf(image.status)]),
    prices,
  );
  if (policy === undefined) return { repository, hasPolicy: false, now, after: now };
  const decisions = simulate(policy.rules, images, time);
  const staying = decisions.flatMap(({ action, image }): StoredImage[] =>
    action === "expire" ? [] : [[image, action === "archive" ? "archive" : classOf(image.status)]],
  );
  return { repository, hasPolicy: true, now, after: storageOf(staying, prices) };
}

const MAX_CANDIDATES = 10;

/** The most expensive repositories without a policy, at most ten. */
export function policyCandidates(costs: readonly RepositoryCost[]): RepositoryCost[] {
  return costs
    .filter(({ hasPolicy, now }) => !hasPolicy && now.cost > 0)
    .sort(byCostDescending)
    .slice(0, MAX_CANDIDATES);
}

/** By cost, highest first, then by name. */
export function byCostDescending(a: RepositoryCost, b: RepositoryCost): number {
  return b.now.cost - a.now.cost || (a.repository < b.repository ? -1 : 1);
}

export function total(costs: readonly RepositoryCost[]): Pick<RepositoryCost, "now" | "after"> {
  return { now: sum(costs.map(({ now }) => now)), after: sum(costs.map(({ after }) => after)) };
}

function sum(costs: readonly Storage[]): Storage {
  return costs.reduce(
    (all, { images, bytes, cost }) => ({
      images: all.images + images,
      bytes: all.bytes + bytes,
      cost: all.cost + cost,
    }),
    { images: 0, bytes: 0, cost: 0 },
  );
}
