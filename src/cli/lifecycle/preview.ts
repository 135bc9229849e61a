import { type RepositoryDeclaration, type Environment } from "../../model/environment";
import { didYouMean } from "../../domain/text/suggestions";
import { comparePreviews, comparisonRecord } from "../../operations/lifecycle-preview/compare";
import { type Listing } from "../../domain/images/listing/listing";
import { inUseFindings } from "../../operations/images/in-use";
import { previewJson, previewOf, type Preview } from "../../operations/lifecycle-preview/preview";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { listText } from "../../domain/text/format";
import { namedRepository } from "../support/named-repository";
import { nowOf } from "../support/time-options";
import { requirePolicy } from "../support/policy-files";
import { readListing } from "../support/read-listing";
import { comparisonTable, previewTable } from "./table";
import { jsonText, write } from "../support/write";

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

export async function previewCommand(root: string, request: PreviewRequest): Promise<void> {
  const { output } = request;
  const now = nowOf(request.now);
  const folder = process.cwd();
  const declared = declaredRepository(root, request);
  const policy = request.policy === undefined ? policyOf(declared) : requirePolicy(request.policy, folder);
  const other = request.compare === undefined ? undefined : requirePolicy(request.compare, folder);
  if (other !== undefined && output === "html")
    throw new Error("--compare: expected -o table or -o json, found -o html");
  const listing = await listingOf(request, declared);
  const { repository, images } = imagesOf(listing, declared?.repositoryName);
  const previewed = previewOf(repository, policy.rules, images, now, listing.notes);
  const preview = await withUse(previewed, request, declared);
  if (output !== "table") for (const note of preview.notes) process.stderr.write(`note: ${note}\n`);
  if (other !== undefined) {
    const comparison = comparePreviews(preview, previewOf(repository, other.rules, images, now));
    await write([output === "json" ? jsonText(comparisonRecord(comparison)) : comparisonTable(comparison)]);
  } else if (output === "json") await write(previewJson(preview));
  else if (output === "html") {
    const { previewPage } =
      require("../../operations/lifecycle-preview/page/page") as typeof import("../../operations/lifecycle-preview/page/page");
    await write(previewPage(preview, policy, placeOf(declared, listing)));
  } else await write([previewTable(preview, policy)]);
}

/** Adds images in use to the findings, if the images are read from AWS and Amazon Inspector reports their use. */
async function withUse(preview: Preview, { images }: PreviewRequest, declared: Declared | undefined): Promise<Preview> {
  const changesAny = preview.decisions.some(({ action }) => action !== "keep");
  if (images !== undefined || declared === undefined || !changesAny) return preview;
  // Load the AWS SDK only when needed.
  const { imagesInUse } = require("../../aws/images-in-use") as typeof import("../../aws/images-in-use");
  const inUse = await imagesInUse(declared.environment, declared.repositoryName);
  return { ...preview, findings: [...inUseFindings(preview.decisions, inUse), ...preview.findings] };
}

/** Where the images are, as far as the environment or the listing says. */
function placeOf(declared: Declared | undefined, listing: Listing): string[] {
  if (declared !== undefined) {
    const { name, location } = declared.environment;
    return [`environment ${name}`, `account ${location.account}`, `region ${location.region}`];
  }
  return listing.account === undefined ? [] : [`account ${listing.account}`];
}

interface Declared {
  readonly environment: Environment;
  readonly repository: RepositoryDeclaration | undefined;
  readonly repositoryName: string;
}

function declaredRepository(root: string, request: PreviewRequest): Declared | undefined {
  const { environment: name } = request;
  if (name === undefined) {
    if (request.policy === undefined || request.images === undefined) {
      throw new Error(
        "expected an environment and a repository (such as dev team/api), or --policy <file> and --images <file>, found neither",
      );
    }
    return undefined;
  }
  if (request.repository === undefined) {
    throw new Error(
      `expected a repository after ${name}, found none. For example: npx ecr lifecycle preview ${name} team/api`,
    );
  }
  // Previewing files does not require the environment's readers.
  const { requireEnvironment } = require("../support/environments") as typeof import("../support/environments");
  const environment = requireEnvironment(root, name);
  const { repositoryName } = namedRepository(environment, request.repository);
  const names = environment.repositories.map((declaration) => declaration.repositoryName);
  const repository = environment.repositories.find((declaration) => declaration.repositoryName === repositoryName);
  // With --policy, the repository does not have to be declared.
  if (repository === undefined && request.policy === undefined) {
    throw new Error(
      `${name} does not declare a repository ${JSON.stringify(repositoryName)}.${didYouMean(repositoryName, names)} For an undeclared repository, pass --policy <file>`,
    );
  }
  return { environment, repository, repositoryName };
}

function policyOf(declared: Declared | undefined): LifecyclePolicy {
  const policy = declared?.repository?.lifecyclePolicy;
  if (policy === undefined) {
    throw new Error(
      `${declared?.repositoryName ?? ""} does not have a lifecycle policy in ${declared?.environment.name ?? ""}, so nothing is deleted. To preview a policy, pass --policy <file>`,
    );
  }
  return policy;
}

async function listingOf({ images }: PreviewRequest, declared: Declared | undefined): Promise<Listing> {
  if (images !== undefined) return readListing(images, process.cwd(), process.stdin, declared?.environment);
  if (declared === undefined) throw new Error("expected --images <file>, found none");
  // Load the AWS SDK only when needed.
  const { listRepository } = require("../support/list-images") as typeof import("../support/list-images");
  return listRepository(declared.environment, declared.repositoryName);
}

const MAX_NAMES = 3;

/**
 * The images of the repository to preview.
 * @throws Error if the listing has images of another repository, or of several
 */
export function imagesOf(
  { repositories }: Listing,
  wanted: string | undefined,
): { repository: string; images: Parameters<typeof previewOf>[2] } {
  const names = [...repositories.keys()].filter((name) => name !== "");
  const others = wanted === undefined ? [] : names.filter((name) => name !== wanted);
  if (others.length > 0) {
    const more = others.length < names.length ? " as well" : "";
    throw new Error(
      `--images: expected only images from ${wanted ?? ""}, found images from ${listText(others, MAX_NAMES)}${more}. List the images with aws ecr describe-images --repository-name ${wanted ?? ""}`,
    );
  }
  if (names.length > 1) {
    throw new Error(
      `--images: expected images from one repository, found images from ${listText(names.sort(), MAX_NAMES)}. List one repository at a time`,
    );
  }
  return { repository: wanted ?? names[0] ?? "", images: [...repositories.values()].flat() };
}
