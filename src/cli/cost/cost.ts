import { type Environment } from "../../model/environment";
import {
  byCostDescending,
  repositoryCost,
  total,
  policyCandidates,
  type RepositoryCost,
} from "../../operations/cost/cost";
import { type Image } from "../../domain/images/image";
import { type Listing } from "../../domain/images/listing/listing";
import { DEFAULT_PRICES, type Prices } from "../../operations/cost/prices";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { bytesText, countText, dollarsText } from "../../domain/text/format";
import { columns } from "../support/columns";
import { nowOf } from "../support/now";
import { readListing } from "../support/read-listing";
import { write } from "../support/write";

export interface CostOptions {
  readonly images?: readonly string[];
  readonly policy?: string;
  readonly price?: string;
  readonly archivePrice?: string;
  readonly now?: string;
  readonly layers?: boolean;
  readonly output: string;
}

export interface CostRequest extends CostOptions {
  readonly environment?: string;
}

/** `ecr cost`: what images cost a month, and what the policies change in that. */
export async function costCommand(root: string, request: CostRequest): Promise<void> {
  const prices: Prices = {
    standard: priceOf("--price", request.price, DEFAULT_PRICES.standard),
    archive: priceOf("--archive-price", request.archivePrice, DEFAULT_PRICES.archive),
  };
  const now = nowOf(request.now);
  const environment = environmentOf(root, request.environment);
  const policy = policyOf(request.policy);
  const { repositories, notes } = await listingOf(environment, request);
  const policyFor = (name: string): LifecyclePolicy | undefined =>
    policy ?? environment?.repositories.find(({ repositoryName }) => repositoryName === name)?.lifecyclePolicy;
  const costs = [...repositories]
    .map(([name, images]) => repositoryCost(name, images, policyFor(name), now, prices))
    .sort(byCostDescending);
  const assumed = [...notes, ...assumptions([...repositories.values()].flat())];
  await write([request.output === "json" ? json(costs, prices, assumed) : table(costs, prices, assumed)]);
}

function priceOf(option: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const price = Number(text);
  if (text.trim() === "" || !Number.isFinite(price) || price < 0) {
    throw new Error(`${option}: found ${JSON.stringify(text)}; dollars a GB and month are expected, as in 0.10`);
  }
  return price;
}

// Files of environments and policies take most of the time that a command needs to start, so their readers are loaded
// only where one is given.
function environmentOf(root: string, name: string | undefined): Environment | undefined {
  if (name === undefined) return undefined;
  const { requireEnvironment } = require("../support/environments") as typeof import("../support/environments");
  return requireEnvironment(root, name);
}

function policyOf(path: string | undefined): LifecyclePolicy | undefined {
  if (path === undefined) return undefined;
  const { requirePolicy } = require("../support/policy-files") as typeof import("../support/policy-files");
  return requirePolicy(path, process.cwd());
}

async function listingOf(
  environment: Environment | undefined,
  { images: files, layers = false }: CostRequest,
): Promise<Listing> {
  if (files !== undefined && layers) {
    throw new Error(
      "--layers asks AWS, and --images does not; add the output of aws ecr batch-get-image to --images instead",
    );
  }
  if (files !== undefined) return readListing(files, process.cwd(), process.stdin, environment);
  if (environment === undefined) throw new Error("write an environment, as in: cost dev, or --images <file>");
  // The AWS SDK is loaded only where AWS is asked.
  const { listEnvironment } = require("./aws-listing") as typeof import("./aws-listing");
  return listEnvironment(environment, layers);
}

function assumptions(images: readonly Image[]): string[] {
  const lists = images.filter(({ isManifestList }) => isManifestList).length;
  return [
    ...layerNotes(images.filter(({ isManifestList }) => !isManifestList)),
    ...(lists > 0
      ? [`${countText(lists, "manifest list counts", "manifest lists count")} nothing beside the parts.`]
      : []),
    ...(images.some(({ status }) => status === "archived")
      ? ["Archived images are billed for 90 days at least, and for their restoration by the GB, which is not counted."]
      : []),
  ];
}

/** What is said of layers, which images of a repository share. */
function layerNotes(images: readonly Image[]): string[] {
  const unknown = images.filter(({ layers }) => layers === undefined).length;
  if (unknown === 0) {
    return images.length === 0 ? [] : ["Layers that images of a repository share count once, as AWS bills them."];
  }
  const who = unknown === images.length ? "each image counts" : countText(unknown, "image counts", "images count");
  const why = "AWS bills a layer that images of a repository share once. A listing does not tell layers";
  return [`${why}, so ${who} in full and the bill is at most this.`];
}

function json(costs: readonly RepositoryCost[], prices: Prices, notes: readonly string[]): string {
  const worth = policyCandidates(costs).map(({ repository }) => repository);
  return `${JSON.stringify({ prices, repositories: costs, totals: total(costs), worthAPolicy: worth, notes }, undefined, 2)}\n`;
}

function table(costs: readonly RepositoryCost[], prices: Prices, notes: readonly string[]): string {
  const { now, after } = total(costs);
  const row = (name: string, policy: string, each: Pick<RepositoryCost, "now" | "after">): string[] => [
    bytesText(each.now.bytes),
    dollarsText(each.now.cost),
    bytesText(each.after.bytes),
    dollarsText(each.after.cost),
    policy,
    name,
  ];
  const lines = columns([
    ["stored", "a month", "after", "a month", "policy", "repository"],
    ...costs.map((each) =>
      row(each.repository === "" ? "(no name)" : each.repository, each.hasPolicy ? "yes" : "none", each),
    ),
    row(countText(costs.length, "repository", "repositories"), "", { now, after }),
  ]);
  const worth = policyCandidates(costs);
  if (worth.length > 0) {
    lines.push("", "Worth a lifecycle policy first:");
    lines.push(
      ...columns(
        worth.map((each) => [`  ${dollarsText(each.now.cost)}`, countText(each.now.images, "image"), each.repository]),
      ),
    );
  }
  lines.push(
    "",
    `Prices: ${dollarsText(prices.standard)} a GB and month, ${dollarsText(prices.archive)} in the archive.`,
  );
  lines.push(...notes.map((note) => `Note: ${note}`), "");
  lines.push(
    `${countText(now.images, "image costs", "images cost")} about ${dollarsText(now.cost)} a month; ${afterText(costs, after.cost)}.`,
  );
  return `${lines.join("\n")}\n`;
}

function afterText(costs: readonly RepositoryCost[], cost: number): string {
  return costs.some(({ hasPolicy }) => hasPolicy)
    ? `once the policies have acted, ${dollarsText(cost)}`
    : "no repository has a policy that would change it";
}
