import { type Image } from "../../domain/images/image";
import { type Prices } from "./prices";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { evaluate } from "../../domain/lifecycle-policy/simulate";
import { idleRules, lateProtections, lateProtectionText, selectsNone } from "../lifecycle-preview/rule-findings";
import { classOf, storageOf, type Storage, type StoredImage } from "./storage";

/** Monthly cost of a repository's images, now and after its lifecycle policy has run. */
export interface RepositoryCost {
  readonly repository: string;
  readonly hasPolicy: boolean;
  /** Whether there are images, and the policy's rules select none of them. */
  readonly selectsNone: boolean;
  /** Rules that do nothing, and rules that keep images too late, as sentences. */
  readonly findings: readonly string[];
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
  if (policy === undefined) return { repository, hasPolicy: false, selectsNone: false, findings: [], now, after: now };
  const { decisions, rules } = evaluate(policy.rules, images, time);
  const staying = decisions.flatMap(({ action, image }): StoredImage[] =>
    action === "expire" ? [] : [[image, action === "archive" ? "archive" : classOf(image.status)]],
  );
  return {
    repository,
    hasPolicy: true,
    selectsNone: selectsNone(images.length, rules),
    findings:
      images.length === 0
        ? []
        : [...lateProtections(decisions, rules).map(lateProtectionText), ...idleRules(images.length, rules)],
    now,
    after: storageOf(staying, prices),
  };
}

const MAX_CANDIDATES = 10;

/** The most expensive repositories without a policy that selects any of their images, at most ten. */
export function policyCandidates(costs: readonly RepositoryCost[]): RepositoryCost[] {
  return costs
    .filter(({ hasPolicy, selectsNone: isIdle, now }) => (!hasPolicy || isIdle) && now.cost > 0)
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
