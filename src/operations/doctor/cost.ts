import { type RepositoryCost, byCostDescending, total } from "../cost/cost";
import { bytesText, countText, dollarsText } from "../../domain/text/format";
import { DAY, storedBytes, type Image } from "../../domain/images/image";
import { GIGABYTE } from "../../domain/text/format";
import { simulate } from "../../domain/lifecycle-policy/simulate";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { cause, ok, someOf, unknownCause, type Diagnosis } from "./diagnosis";
import { DAYS_AHEAD } from "./lifecycle";
import { type Observed } from "./observed";

/** Less than this is not what makes a bill high: about a dollar a month. */
export const HIGH = 10 * GIGABYTE;

/** What a repository stores, and what of it nobody needs by name. */
export interface StorageFacts extends RepositoryCost {
  /** Bytes of untagged images that no rule takes away within a week. */
  readonly untaggedBytes: number;
}

/** Bytes of untagged images that stay; parts of manifest lists and what is about another image do not count. */
export function untaggedThatStay(images: readonly Image[], policy: LifecyclePolicy | undefined, now: Date): number {
  const parts = new Set(images.flatMap((image) => image.parts ?? []));
  const then = new Date(now.getTime() + DAYS_AHEAD * DAY);
  return simulate(policy?.rules ?? [], images, then)
    .filter(({ action, image }) => action !== "expire" && image.tags.length === 0)
    .filter(({ image }) => image.subject === undefined && !parts.has(image.digest))
    .reduce((sum, { image }) => sum + storedBytes(image), 0);
}

/**
 * Why an environment's images cost what they do.
 * @param destinations registries that images are replicated to, `<account>/<region>`
 */
export function diagnoseCost(
  environment: string,
  storage: readonly StorageFacts[],
  destinations: Observed<readonly string[]>,
): Diagnosis[] {
  const { now, after } = total(storage);
  const found = [...withoutPolicy(environment, storage), ...untagged(storage), ...replicated(now.bytes, destinations)];
  if (found.some(({ verdict }) => verdict === "cause")) return found;
  const sums = `${countText(now.images, "image")}, ${bytesText(now.bytes)}, ${dollarsText(now.cost)} a month; once the policies have acted, ${dollarsText(after.cost)}`;
  return [...found, ok("cost/storage", undefined, sums)];
}

function withoutPolicy(environment: string, storage: readonly StorageFacts[]): Diagnosis[] {
  const large = storage.filter(({ hasPolicy, now }) => !hasPolicy && now.bytes >= HIGH).sort(byCostDescending);
  if (large.length === 0) return [];
  const sum = total(large).now;
  const names = large.map(({ repository, now }) => `${repository} (${bytesText(now.bytes)})`);
  return [
    cause(
      "cost/no-policy",
      undefined,
      `${countText(large.length, "repository without a lifecycle policy keeps", "repositories without a lifecycle policy keep")} every image, ${dollarsText(sum.cost)} a month: ${someOf(names)}`,
      `give them a lifecyclePolicy; cost ${environment} shows what one would save`,
    ),
  ];
}

function untagged(storage: readonly StorageFacts[]): Diagnosis[] {
  const large = storage
    .filter(({ hasPolicy, untaggedBytes, now }) => hasPolicy && untaggedBytes >= HIGH && untaggedBytes * 2 >= now.bytes)
    .sort(byCostDescending);
  return large.map(({ repository, untaggedBytes, now }) =>
    cause(
      "cost/untagged",
      repository,
      `untagged images are ${bytesText(untaggedBytes)} of its ${bytesText(now.bytes)}, and no rule of its lifecycle policy takes them away`,
      "add a rule for them: tagStatus untagged, sinceImagePushed, 7 days, action expire",
    ),
  );
}

function replicated(bytes: number, destinations: Observed<readonly string[]>): Diagnosis[] {
  const id = "cost/replication";
  if (!destinations.known) return [unknownCause(id, undefined, destinations.why)];
  const count = destinations.value.length;
  if (count === 0) return [ok(id, undefined, "the registry replicates to no other")];
  const to = `the registry replicates to ${someOf(destinations.value)}`;
  if (bytes < HIGH) return [ok(id, undefined, `${to}, which is little at ${bytesText(bytes)}`)];
  return [
    cause(
      id,
      undefined,
      `${to}: what is pushed here is stored and billed there once more, and lifecycle policies are not replicated`,
      "limit the replication rules to the repositories that need it (repositoryFilters), and give the replicas lifecycle policies of their own",
    ),
  ];
}
