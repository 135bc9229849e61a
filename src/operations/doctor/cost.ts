import { type RepositoryCost, byCostDescending, total } from "../cost/cost";
import { bytesText, countText, dollarsText, listText } from "../../domain/text/format";
import { DAY, storedBytes, type Image } from "../../domain/images/image";
import { simulate } from "../../domain/lifecycle-policy/simulate";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { cause, hasCause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { type Observed } from "./observed";
import { DAYS_AHEAD, HIGH } from "./thresholds";

/** A repository's storage cost, and how much of it is for untagged images. */
export interface StorageFacts extends RepositoryCost {
  /** Bytes of untagged images that no rule deletes within a week. */
  readonly untaggedBytes: number;
}

/** Bytes of untagged images that the policy keeps, without parts of manifest lists and referrers of other images. */
export function keptUntaggedBytes(images: readonly Image[], policy: LifecyclePolicy | undefined, now: Date): number {
  const parts = new Set(images.flatMap((image) => image.parts ?? []));
  const then = new Date(now.getTime() + DAYS_AHEAD * DAY);
  return simulate(policy?.rules ?? [], images, then)
    .filter(({ action, image }) => action !== "expire" && image.tags.length === 0)
    .filter(({ image }) => image.subject === undefined && !parts.has(image.digest))
    .reduce((sum, { image }) => sum + storedBytes(image), 0);
}

/**
 * Explains what an environment's images cost.
 * @param destinations registries to which images are replicated, `<account>/<region>`
 */
export function diagnoseCost(
  environment: string,
  storage: readonly StorageFacts[],
  destinations: Observed<readonly string[]>,
): Diagnosis[] {
  const { now, after } = total(storage);
  const found = [...withoutPolicy(environment, storage), ...untagged(storage), ...replicated(now.bytes, destinations)];
  if (hasCause(found)) return found;
  const sums = `${countText(now.images, "image")}, ${bytesText(now.bytes)}, ${dollarsText(now.cost)} a month, ${dollarsText(after.cost)} after the lifecycle policies have run`;
  return [...found, ok("cost/storage", undefined, sums)];
}

function withoutPolicy(environment: string, storage: readonly StorageFacts[]): Diagnosis[] {
  const large = storage.filter(({ hasPolicy, now }) => !hasPolicy && now.bytes >= HIGH).sort(byCostDescending);
  if (large.length === 0) return [];
  const sum = total(large).now;
  const names = large.map(({ repository, now }) => `${repository} (${bytesText(now.bytes)})`);
  const found = `${countText(large.length, "repository without a lifecycle policy keeps", "repositories without a lifecycle policy keep")} every image, at ${dollarsText(sum.cost)} a month: ${listText(names)}`;
  const fix = `set a lifecyclePolicy. To see what it would save: npx ecr cost ${environment} --policy <file>`;
  return [cause("cost/no-policy", undefined, found, fix)];
}

function untagged(storage: readonly StorageFacts[]): Diagnosis[] {
  const large = storage
    .filter(({ hasPolicy, untaggedBytes, now }) => hasPolicy && untaggedBytes >= HIGH && untaggedBytes * 2 >= now.bytes)
    .sort(byCostDescending);
  const fix =
    "expire untagged images sooner, for example 7 days after the push (tagStatus: untagged, countType: sinceImagePushed)";
  return large.map(({ repository, untaggedBytes, now }) => {
    const found = `untagged images take up ${bytesText(untaggedBytes)} of ${bytesText(now.bytes)}, and the lifecycle policy will not delete these images in the next ${DAYS_AHEAD} days`;
    return cause("cost/untagged", repository, found, fix);
  });
}

function replicated(bytes: number, destinations: Observed<readonly string[]>): Diagnosis[] {
  const id = "cost/replication";
  if (!destinations.known) return [unknownCause(id, undefined, destinations.why)];
  const count = destinations.value.length;
  if (count === 0) return [ok(id, undefined, "the registry does not replicate images")];
  const to = `the registry replicates to ${listText(destinations.value)}`;
  if (bytes < HIGH) return [ok(id, undefined, `${to}, but its images take up only ${bytesText(bytes)}`)];
  const found = `${to}: each replicated image is also stored and billed at its destinations, and lifecycle policies are not replicated`;
  const fix =
    "limit registry.replication to the repositories that need it (repositoryPrefixes), and set lifecycle policies for the replicas";
  return [cause(id, undefined, found, fix)];
}
