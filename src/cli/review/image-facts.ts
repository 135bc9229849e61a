import { type Image } from "../../domain/images/image";
import { type Listing } from "../../domain/images/listing/listing";
import { listText } from "../../domain/text/format";
import { type Environment } from "../../model/environment";
import { repositoriesWithAffectedImages } from "../../operations/review/affected-images";
import { isMoved } from "../../operations/review/environment";
import { copyRevisions } from "../../operations/review/regions";
import { listedUse } from "../../operations/images/in-use";
import { type ImageFacts } from "../../operations/review/lifecycle";
import { type Revision } from "../../operations/review/review";
import { readListing } from "../support/read-listing";

export interface ImageRequest {
  readonly before: Revision;
  readonly after: Revision;
  /** Names of the environments to review; all if empty. */
  readonly names: readonly string[];
  readonly now: Date;
  readonly images?: readonly string[] | undefined;
  readonly live?: boolean | undefined;
  /** Whether AWS is asked as the caller, without the profile and the role of `provider`. @default false */
  readonly callerCredentials?: boolean | undefined;
}

export interface FoundImages {
  readonly facts: (environment: string) => ImageFacts;
  /** What could not be listed, a sentence each. */
  readonly faults: readonly string[];
}

/**
 * The images of the repositories that the change affects, from files or from AWS; none without either.
 * @throws BadListing if a file is not a listing, or lists only repositories that no environment declares
 */
export async function findImages(request: ImageRequest): Promise<FoundImages> {
  const { now, images, live = false } = request;
  if (images !== undefined && live) throw new Error("--live cannot be combined with --images. Leave out one of them");
  if (images !== undefined) {
    const { of, notes, isIncomplete = false } = await listedImages(images, request);
    for (const note of notes) process.stderr.write(`note: ${note}\n`);
    const faults = isIncomplete
      ? ["--images: the listing is incomplete, so more images may be deleted. List all pages"]
      : [];
    const facts = (environment: string): ImageFacts => ({
      now,
      of: (name) => of(environment, name),
      inUse: (name) => {
        const use = listedUse(of(environment, name) ?? []);
        return use.known ? use : undefined;
      },
    });
    return { facts, faults };
  }
  if (!live) return { facts: () => ({ now, of: () => undefined }), faults: [] };
  // Load the AWS SDK only when needed.
  const { listAffected } = require("./live-images") as typeof import("./live-images");
  const { found, faults } = await listAffected(pairsOf(request));
  const facts = (environment: string): ImageFacts => ({
    now,
    of: (name) => found.get(environment)?.get(name)?.images,
    inUse: (name) => found.get(environment)?.get(name)?.inUse,
  });
  return { facts, faults };
}

/** An environment, or an additional region of it. */
export interface EnvironmentPair {
  readonly environment: Environment;
  /** Repositories to list. */
  readonly repositories: readonly string[];
}

function pairsOf({ before, after, names, callerCredentials = false }: ImageRequest): EnvironmentPair[] {
  return after.environments.flatMap((environment) => {
    const old = before.environments.find(({ name }) => name === environment.name);
    if (old === undefined || (names.length > 0 && !names.includes(environment.name))) return [];
    // In another registry, nothing is compared.
    if (isMoved(old, environment)) return [];
    const copies = copyRevisions(old, environment).flatMap(({ before: was, after: now }) =>
      was === undefined || now === undefined ? [] : [{ was, now }],
    );
    return [{ was: old, now: environment }, ...copies].flatMap(({ was, now }) => {
      const repositories = repositoriesWithAffectedImages(was, now);
      return repositories.length === 0 ? [] : [{ environment: askedAs(now, callerCredentials), repositories }];
    });
  });
}

const MAX_NAMES = 3;

type ImagesOf = (environment: string, repositoryName: string) => readonly Image[] | undefined;

interface ListedImages extends Pick<Listing, "notes" | "isIncomplete"> {
  readonly of: ImagesOf;
}

async function listedImages(files: readonly string[], { before, after }: ImageRequest): Promise<ListedImages> {
  const { repositories, account, ...rest } = await readListing(files, process.cwd(), process.stdin);
  const environments = [...after.environments, ...before.environments].filter(
    ({ location }) => account === undefined || location.account === account,
  );
  const declared = new Set(
    environments.flatMap((environment) => environment.repositories.map(({ repositoryName }) => repositoryName)),
  );
  const names = [...repositories.keys()];
  if (names.includes(""))
    throw new Error(
      "--images: expected a listing with repository names, found images without repositoryName. List them again without --query",
    );
  if (names.length > 0 && !names.some((name) => declared.has(name))) {
    const where = account === undefined ? "" : ` in account ${account}`;
    throw new Error(
      `--images: expected images from declared repositories, found images from ${listText(names, MAX_NAMES)}${where}, which no environment declares`,
    );
  }
  const known = new Set(environments.map(({ name }) => name));
  return { ...rest, of: (environment, name) => (known.has(environment) ? repositories.get(name) : undefined) };
}

/** The environment as AWS is asked for it. A role that only reviews may not assume the one that deploys. */
export function askedAs(environment: Environment, callerCredentials: boolean): Environment {
  if (!callerCredentials) return environment;
  const { profile: _, assumeRole: _assumeRole, ...provider } = environment.provider;
  return { ...environment, provider };
}
