import { storedBytes, type Image } from "./image";
import { dollars, monthlyCost, type Prices } from "./prices";
import { type LifecyclePolicy } from "./schema";
import { simulate } from "./simulate";

export interface StorageCost {
  readonly images: number;
  readonly bytes: number;
  /** Dollars a month. */
  readonly cost: number;
}

/** What a repository's images cost a month, now and once its policy has acted. */
export interface RepositoryCost {
  readonly repository: string;
  readonly hasPolicy: boolean;
  readonly now: StorageCost;
  readonly after: StorageCost;
}

/**
 * What a repository costs.
 * @param policy undefined where it has none, so that nothing changes
 */
export function repositoryCost(
  repository: string,
  images: readonly Image[],
  policy: LifecyclePolicy | undefined,
  now: Date,
  prices: Prices,
): RepositoryCost {
  const before: StorageCost = {
    images: images.length,
    bytes: images.reduce((sum, image) => sum + storedBytes(image), 0),
    cost: monthlyCost(images, prices),
  };
  return {
    repository,
    hasPolicy: policy !== undefined,
    now: before,
    after: after(before, images, policy, now, prices),
  };
}

function after(
  before: StorageCost,
  images: readonly Image[],
  policy: LifecyclePolicy | undefined,
  now: Date,
  prices: Prices,
): StorageCost {
  if (policy === undefined) return before;
  let [count, bytes, cost] = [0, 0, 0];
  for (const { action, image } of simulate(policy.rules, images, now)) {
    if (action === "expire") continue;
    count += 1;
    bytes += storedBytes(image);
    const isArchived = action === "archive" || image.status === "archived";
    cost += dollars(storedBytes(image), isArchived ? prices.archive : prices.standard);
  }
  return { images: count, bytes, cost };
}

const MOST = 10;

/** The repositories without a policy that cost most, at most ten: those worth one first. */
export function worthAPolicy(costs: readonly RepositoryCost[]): RepositoryCost[] {
  return costs
    .filter(({ hasPolicy, now }) => !hasPolicy && now.cost > 0)
    .sort(dearestFirst)
    .slice(0, MOST);
}

/** The dearest repository first, equal ones by name. */
export function dearestFirst(a: RepositoryCost, b: RepositoryCost): number {
  return b.now.cost - a.now.cost || (a.repository < b.repository ? -1 : 1);
}

export function total(costs: readonly RepositoryCost[]): Pick<RepositoryCost, "now" | "after"> {
  return { now: sum(costs.map((each) => each.now)), after: sum(costs.map((each) => each.after)) };
}

function sum(costs: readonly StorageCost[]): StorageCost {
  return costs.reduce(
    (all, { images, bytes, cost }) => ({
      images: all.images + images,
      bytes: all.bytes + bytes,
      cost: all.cost + cost,
    }),
    { images: 0, bytes: 0, cost: 0 },
  );
}
