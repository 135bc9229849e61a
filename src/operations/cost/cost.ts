import { type Image } from "../../domain/images/image";
import { type Prices } from "./prices";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { simulate } from "../../domain/lifecycle-policy/simulate";
import { classOf, storageOf, type Storage, type StoredImage } from "./storage";

/** What a repository's images cost a month, now and once its policy has acted. */
export interface RepositoryCost {
  readonly repository: string;
  readonly hasPolicy: boolean;
  readonly now: Storage;
  readonly after: Storage;
}

/**
 * What a repository costs.
 * @param policy undefined where it has none, so that nothing changes
 * @param time when the policy is evaluated
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

const MOST = 10;

/** The repositories without a policy that cost most, at most ten: those worth one first. */
export function policyCandidates(costs: readonly RepositoryCost[]): RepositoryCost[] {
  return costs
    .filter(({ hasPolicy, now }) => !hasPolicy && now.cost > 0)
    .sort(byCostDescending)
    .slice(0, MOST);
}

/** The dearest repository first, equal ones by name. */
export function byCostDescending(a: RepositoryCost, b: RepositoryCost): number {
  return b.now.cost - a.now.cost || (a.repository < b.repository ? -1 : 1);
}

export function total(costs: readonly RepositoryCost[]): Pick<RepositoryCost, "now" | "after"> {
  return { now: sum(costs.map((each) => each.now)), after: sum(costs.map((each) => each.after)) };
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
