import { type RepositoryDeclaration, type Environment } from "../../model/environment";
import { didYouMean } from "../../domain/text/suggestions";
import { comparePreviews, comparisonRecord } from "../../operations/lifecycle-preview/compare";
import { type Listing } from "../../domain/images/listing/listing";
import { previewJson, previewOf } from "../../operations/lifecycle-preview/preview";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { nowOf } from "../support/now";
import { requirePolicy } from "../support/policy-files";
import { readListing } from "../support/read-listing";
import { comparisonTable, previewTable } from "./table";
import { write } from "../support/write";

export interface PreviewOptions {
  readonly policy?: string;
  readonly images?: readonly string[];
  readonly now?: string;
  readonly compare?: string;
  readonly output: string;
}

export interface PreviewRequest extends PreviewOptions {
  readonly environment?: string;
  readonly repository?: string;
}

/** `ecr lifecycle preview`. */
export async function previewCommand(root: string, request: PreviewRequest): Promise<void> {
  const { output } = request;
  const now = nowOf(request.now);
  const folder = process.cwd();
  const declared = declaredRepository(root, request);
  const policy = request.policy === undefined ? policyOf(declared) : requirePolicy(request.policy, folder);
  const other = request.compare === undefined ? undefined : requirePolicy(request.compare, folder);
  if (other !== undefined && output === "html") throw new Error("--compare has no page; write -o table or -o json");
  const listing = await listingOf(request, declared);
  const { repository, images } = imagesOf(listing, request.repository);
  const preview = previewOf(repository, policy.rules, images, now, listing.notes);
  if (output !== "table") for (const note of preview.notes) process.stderr.write(`note: ${note}\n`);
  if (other !== undefined) {
    const comparison = comparePreviews(preview, previewOf(repository, other.rules, images, now));
    const record = (): string => `${JSON.stringify(comparisonRecord(comparison), undefined, 2)}\n`;
    await write([output === "json" ? record() : comparisonTable(comparison)]);
  } else if (output === "json") await write(previewJson(preview));
  else if (output === "html") {
    const { previewPage } =
      require("../../operations/lifecycle-preview/page/page") as typeof import("../../operations/lifecycle-preview/page/page");
    await write(previewPage(preview, policy));
  } else await write([previewTable(preview, policy)]);
}

interface Declared {
  readonly environment: Environment;
  readonly repository: RepositoryDeclaration | undefined;
  readonly repositoryName: string;
}

function declaredRepository(root: string, request: PreviewRequest): Declared | undefined {
  const { environment: name, repository: repositoryName } = request;
  if (name === undefined) {
    if (request.policy === undefined || request.images === undefined) {
      throw new Error(
        "write an environment and a repository, as in dev team/api, or --policy <file> and --images <file>",
      );
    }
    return undefined;
  }
  if (repositoryName === undefined) {
    throw new Error(`${name} alone is no repository; write its name too, as in: lifecycle preview ${name} team/api`);
  }
  // Files alone are read without all that an environment needs.
  const { requireEnvironment } = require("../support/environments") as typeof import("../support/environments");
  const environment = requireEnvironment(root, name);
  const names = environment.repositories.map((each) => each.repositoryName);
  const repository = environment.repositories.find((each) => each.repositoryName === repositoryName);
  // With a policy and images of its own, a repository need not be declared.
  if (repository === undefined && request.policy === undefined) {
    throw new Error(
      `${name} declares no repository ${JSON.stringify(repositoryName)}.${didYouMean(repositoryName, names)} Write --policy <file> for one that it does not declare`,
    );
  }
  return { environment, repository, repositoryName };
}

function policyOf(declared: Declared | undefined): LifecyclePolicy {
  const policy = declared?.repository?.lifecyclePolicy;
  if (policy === undefined) {
    throw new Error(
      `${declared?.repositoryName ?? ""} has no lifecycle policy in ${declared?.environment.name ?? ""}, so nothing is deleted; write --policy <file> to see what one would do`,
    );
  }
  return policy;
}

async function listingOf({ images }: PreviewRequest, declared: Declared | undefined): Promise<Listing> {
  if (images !== undefined) return readListing(images, process.cwd(), process.stdin, declared?.environment);
  if (declared === undefined) throw new Error("write --images <file>");
  // The AWS SDK is loaded only where AWS is asked.
  const { listRepository } = require("../support/list-images") as typeof import("../support/list-images");
  return listRepository(declared.environment, declared.repositoryName);
}

const MOST_NAMES = 3;

function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 1 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more} more` : names.join(", ");
}

/**
 * The images of the one repository that a preview is of.
 * @throws Error when the listing is of another one, or of several
 */
export function imagesOf(
  { repositories }: Listing,
  wanted: string | undefined,
): { repository: string; images: Parameters<typeof previewOf>[2] } {
  const names = [...repositories.keys()].filter((name) => name !== "");
  const strange = wanted === undefined ? [] : names.filter((name) => name !== wanted);
  if (strange.length > 0) {
    const not = strange.length < names.length ? "and not of" : "not of";
    const only = strange.length < names.length ? " only" : "";
    throw new Error(
      `the listing is of ${someOf(strange)}, ${not} ${wanted ?? ""}${only}; list the images of that repository`,
    );
  }
  if (names.length > 1) {
    throw new Error(
      `the listing has images of ${someOf(names.sort())}; a preview is of one repository, list them one by one`,
    );
  }
  return { repository: wanted ?? names[0] ?? "", images: [...repositories.values()].flat() };
}
