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
import { columns, forTerminal } from "../support/terminal";
import { nowOf } from "../support/time-options";
import { readListing } from "../support/read-listing";
import { jsonText, write } from "../support/write";

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

/** `ecr cost`: the monthly cost of images, before and after the lifecycle policies run. */
export async function costCommand(root: string, request: CostRequest): Promise<void> {
  const settings = settingsOf(request);
  const environment = environmentOf(root, request.environment);
  const costs = costsOf(await listingOf(environment, request), environment, settings);
  await write([request.output === "json" ? jsonText(costsRecord(costs, settings)) : table(costs, settings.prices)]);
}

export interface CostSettings {
  readonly prices: Prices;
  readonly now: Date;
  /** Applied to every repository. @default - the declared policies */
  readonly policy: LifecyclePolicy | undefined;
}

/** The costs of repositories, the highest first. */
export interface Costs {
  readonly repositories: readonly RepositoryCost[];
  /** What the costs assume, as sentences. */
  readonly notes: readonly string[];
}

/** @throws Error for an option with a faulty value */
export function settingsOf({ price, archivePrice, now, policy }: CostOptions): CostSettings {
  const prices = {
    standard: priceOf("--price", price, DEFAULT_PRICES.standard),
    archive: priceOf("--archive-price", archivePrice, DEFAULT_PRICES.archive),
  };
  return { prices, now: nowOf(now), policy: policyOf(policy) };
}

export function costsOf(
  { repositories, notes }: Listing,
  environment: Environment | undefined,
  { prices, now, policy }: CostSettings,
): Costs {
  const declared = new Map(environment?.repositories.map((repository) => [repository.repositoryName, repository]));
  const costs = [...repositories].map(([name, images]) =>
    repositoryCost(name, images, policy ?? declared.get(name)?.lifecyclePolicy, now, prices),
  );
  return {
    repositories: costs.sort(byCostDescending),
    notes: [...notes, ...assumptions([...repositories.values()].flat())],
  };
}

function priceOf(option: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const price = Number(text);
  if (text.trim() === "" || !Number.isFinite(price) || price < 0) {
    throw new Error(`${option}: expected dollars per GB per month, such as 0.10, found ${JSON.stringify(text)}`);
  }
  return price;
}

// Loading the readers of environments and policies takes most of the start-up time, so load them only when needed.
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
      "--layers requires AWS and cannot be combined with --images. Add the output of aws ecr batch-get-image to --images instead",
    );
  }
  if (files !== undefined) return readListing(files, process.cwd(), process.stdin, environment);
  if (environment === undefined)
    throw new Error("expected an environment or --images <file>, found neither. For example: npx ecr cost dev");
  // Load the AWS SDK only when needed.
  const { listEnvironment } = require("./aws-listing") as typeof import("./aws-listing");
  return listEnvironment(environment, layers);
}

function assumptions(images: readonly Image[]): string[] {
  const lists = images.filter(({ isManifestList }) => isManifestList).length;
  return [
    ...layerNotes(images.filter(({ isManifestList }) => !isManifestList)),
    ...(lists > 0
      ? [
          `${countText(lists, "manifest list is", "manifest lists are")} not counted, because the images in a list are counted individually.`,
        ]
      : []),
    ...(images.some(({ status }) => status === "archived")
      ? [
          "Not included: the minimum of 90 days that AWS bills for an archived image, and the charge per GB for restoring one.",
        ]
      : []),
  ];
}

/** Notes about layers shared by images of a repository. */
function layerNotes(images: readonly Image[]): string[] {
  const unknown = images.filter(({ layers }) => layers === undefined).length;
  if (unknown === 0) {
    return images.length === 0
      ? []
      : ["Layers that are shared within a repository are counted once, as AWS bills them."];
  }
  const counting =
    unknown === images.length ? "every image counts" : countText(unknown, "image counts", "images count");
  return [
    `${unknown === images.length ? "The" : "Some"} layers are unknown, so ${counting} in full. AWS bills a shared layer once per repository, so the bill may be lower.`,
  ];
}

export function costsRecord({ repositories, notes }: Costs, { prices }: CostSettings): object {
  const worthAPolicy = policyCandidates(repositories).map(({ repository }) => repository);
  return { prices, repositories, totals: total(repositories), worthAPolicy, notes };
}

function table({ repositories: costs, notes }: Costs, prices: Prices): string {
  const { now, after } = total(costs);
  const row = (name: string, policy: string, cost: Pick<RepositoryCost, "now" | "after">): string[] => [
    bytesText(cost.now.bytes),
    dollarsText(cost.now.cost),
    bytesText(cost.after.bytes),
    dollarsText(cost.after.cost),
    policy,
    name,
  ];
  const lines = columns([
    ["stored", "per month", "after", "per month", "policy", "repository"],
    ...costs.map((cost) => row(nameOf(cost), policyWord(cost), cost)),
    row(countText(costs.length, "repository", "repositories"), "", { now, after }),
  ]);
  const candidates = policyCandidates(costs);
  if (candidates.length > 0) {
    lines.push(
      "",
      `Most expensive repositories without a lifecycle policy${candidates.some(({ selectsNone }) => selectsNone) ? " that selects an image" : ""}:`,
    );
    lines.push(
      ...columns(
        candidates.map(({ now: { cost, images }, repository }) => [
          `  ${dollarsText(cost)}`,
          countText(images, "image"),
          repository,
        ]),
      ),
    );
  }
  lines.push(...findingLines(costs));
  const summary = `${countText(now.images, "image costs", "images cost")} about ${dollarsText(now.cost)} per month. ${afterText(costs, after.cost)}.`;
  const remarks = [
    `Prices: ${dollarsText(prices.standard)} per GB per month, ${dollarsText(prices.archive)} in the archive.`,
    ...notes.map((note) => `Note: ${note}`),
    "",
    summary,
  ];
  lines.push("", ...remarks.map((line) => forTerminal(line)));
  return `${lines.join("\n")}\n`;
}

function nameOf({ repository }: RepositoryCost): string {
  return repository === "" ? "(no name)" : repository;
}

function policyWord({ hasPolicy, selectsNone }: RepositoryCost): string {
  if (!hasPolicy) return "none";
  return selectsNone ? "idle" : "yes";
}

const MAX_FINDINGS = 10;

/** Findings about lifecycle rules, the most expensive repositories first. */
function findingLines(costs: readonly RepositoryCost[]): string[] {
  const found = costs.flatMap((cost) => cost.findings.map((finding) => `  ${nameOf(cost)}: ${finding}`));
  if (found.length === 0) return [];
  const more = found.length - MAX_FINDINGS;
  return [
    "",
    "Lifecycle rules to check:",
    ...found.slice(0, MAX_FINDINGS).map((line) => forTerminal(line)),
    ...(more > 0 ? [`  and ${more.toLocaleString("en-US")} more (-o json)`] : []),
  ];
}

function afterText(costs: readonly RepositoryCost[], cost: number): string {
  return costs.some(({ hasPolicy }) => hasPolicy)
    ? `After the lifecycle policies have run: ${dollarsText(cost)}`
    : "No repository has a lifecycle policy, so the cost stays the same";
}
