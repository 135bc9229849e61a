import { resolve } from "node:path";
import { mapConcurrently } from "../../aws/map-concurrently";
import { fetchPublicDetails, listPublicRepositories, publicClient } from "../../aws/public-registry";
import { AwsRefusal, ENDS_ALL, refusalOf } from "../../aws/refusal";
import { withClient } from "../../aws/with-client";
import { type Edit } from "../../config/editing/edit";
import { FileReader } from "../../config/file-reader";
import { publicDifferences } from "../../domain/public-repositories/differences";
import { markedPublic, publicNameOf } from "../../domain/public-repositories/settings";
import { differenceText } from "../../domain/repository/differences/difference";
import { inPublicRegion } from "../../model/regions";
import { type Environment } from "../../model/environment";
import { type LeftOut } from "../../operations/adoption/found";
import { foundPublicRepository, type PublicFinding } from "../../operations/adoption/public-repository";
import { type Adopter, type AdoptionPlan } from "../support/adoption/plan";
import { editOwnText, environmentWith } from "../support/verified-files";
import { type AdoptionCandidates } from "./candidates";
import { select, type Owner } from "./selection";

export interface PublicRequest {
  /** The project's other environments. */
  readonly others: readonly Environment[];
  /** Patterns of names; no patterns match all. */
  readonly match: readonly string[];
  /** Whether a repository that lacks default tags is left out. */
  readonly exact: boolean;
  /** Whether the next deployment imports them. */
  readonly withImports: boolean;
  readonly signal: AbortSignal;
}

/** A plan with the public repositories of the account, whose names are marked. */
export interface PublicAdoption extends Omit<AdoptionCandidates, "found"> {
  /** @default - there is nothing to adopt */
  readonly plan: AdoptionPlan | undefined;
}

type Found = NonNullable<PublicFinding["found"]>;

const NOTHING: AdoptionPlan = { files: [], adopted: [], registry: [], policies: [], tagsAdded: new Map() };

/**
 * Adds the public repositories of an environment's account to a plan. If one cannot be read, the others still are.
 * @throws AwsRefusal if AWS rejects the credentials
 * @throws Error if the environment would have errors, or a declaration would differ from its repository
 */
export async function adoptPublic(
  adopter: Adopter,
  plan: AdoptionPlan | undefined,
  request: PublicRequest,
): Promise<PublicAdoption> {
  const { found, ...rest } = await readPublic(adopter.environment, request);
  if (found.length === 0) return { plan, ...rest };
  return { plan: planned(adopter, plan ?? NOTHING, found, request), ...rest };
}

async function readPublic(
  environment: Environment,
  { others, match, exact, signal }: PublicRequest,
): Promise<Omit<AdoptionCandidates, "found"> & { readonly found: readonly Found[] }> {
  const refused = (cause: unknown, what: string): AwsRefusal => refusalOf(cause, what, inPublicRegion(environment));
  return withClient(publicClient(environment), async (client) => {
    const listed = await listPublicRepositories(client, environment.location.account).catch((cause: unknown) =>
      refused(cause, "list the public repositories"),
    );
    // Private networks reach only the registry of their own region, whose repositories have been read.
    if (listed instanceof AwsRefusal) return { found: [], leftOut: [unread(listed)], skipped: [], remarks: [] };
    const { taken, skipped } = select(
      listed.map(({ repositoryName }) => repositoryName),
      publicOwner(environment),
      others.map(publicOwner),
      match,
    );
    const wanted = listed.filter(({ repositoryName }) => taken.includes(repositoryName));
    const outcomes = await mapConcurrently(wanted, async (existing) => fetchPublicDetails(client, existing), {
      signal,
    });
    const findings = wanted.flatMap((existing, index): (PublicFinding & { readonly name: string })[] => {
      const outcome = outcomes[index];
      if (outcome === undefined) return [];
      const name = markedPublic(existing.repositoryName);
      if (outcome.ok) return [{ name, ...foundPublicRepository(existing, outcome.value, environment.tags, exact) }];
      const refusal = refused(outcome.reason, `read the catalog, policy and tags of ${name}`);
      if (ENDS_ALL.includes(refusal.kind)) throw refusal;
      return [{ name, leftOut: [{ repositoryName: name, part: "repository", reason: refusal.message }], remarks: [] }];
    });
    return {
      found: findings.flatMap(({ found }) => found ?? []),
      leftOut: findings.flatMap(({ leftOut }) => leftOut),
      skipped: skipped.map((one) => ({ ...one, repositoryName: markedPublic(one.repositoryName) })),
      remarks: findings.flatMap(({ name, remarks }) => remarks.map((text) => ({ repositoryName: name, text }))),
    };
  });
}

function unread({ message }: AwsRefusal): LeftOut {
  return {
    repositoryName: "public repositories",
    part: "repository",
    reason: `${message}. To adopt only private repositories, use --public skip`,
  };
}

/** The owner of public repositories, which belong to the account, and not to a region. */
function publicOwner(environment: Environment): Owner {
  const { name, location } = inPublicRegion(environment);
  const { publicRepositories = [], removed, released } = environment;
  const publicNames = (names: readonly string[]): string[] => names.flatMap((marked) => publicNameOf(marked) ?? []);
  return {
    ...{ name, location, repositories: publicRepositories },
    removed: publicNames(removed),
    released: publicNames(released),
  };
}

function planned(adopter: Adopter, plan: AdoptionPlan, found: readonly Found[], { withImports }: PublicRequest) {
  const { root } = adopter;
  const path = resolve(root, adopter.file);
  const planning = plan.files.find((file) => file.path === path);
  const before = planning?.before ?? new FileReader(root).text(path);
  const names = found.map(({ entry }) => markedPublic(entry.repositoryName));
  const edits: Edit[] = [
    { kind: "append", at: ["publicRepositories"], values: found.map(({ entry }) => entry) },
    ...(withImports ? [{ kind: "append" as const, at: ["imports"], values: names }] : []),
  ];
  const files = [
    ...plan.files.filter((file) => file !== planning),
    { path, before, after: editOwnText(adopter, planning?.after ?? before, edits) },
  ];
  verify(adopter, found, files);
  const { file } = adopter;
  const tagsAdded = new Map(plan.tagsAdded);
  for (const { entry, tagsAdded: tags } of found)
    for (const tag of tags) tagsAdded.set(tag, [...(tagsAdded.get(tag) ?? []), markedPublic(entry.repositoryName)]);
  return {
    ...plan,
    files,
    adopted: [...plan.adopted, ...names.map((repositoryName) => ({ repositoryName, file }))],
    tagsAdded,
  };
}

/** @throws Error if the files would cause errors, or a declaration would differ from its repository */
function verify({ root, environment: { name } }: Adopter, found: readonly Found[], files: AdoptionPlan["files"]): void {
  const environment = environmentWith(root, name, files);
  const { publicRepositories = [] } = environment;
  const wrong = found.flatMap(({ entry, details }) => {
    const marked = markedPublic(entry.repositoryName);
    const declared = publicRepositories.find(({ repositoryName }) => repositoryName === entry.repositoryName);
    const differences =
      declared === undefined ? ["everything"] : publicDifferences(declared, environment, details).map(differenceText);
    return differences.map((text) => `${marked}: the declaration would differ from AWS in ${text}`);
  });
  if (wrong.length > 0) throw new Error(["nothing was written", ...wrong].join("\n"));
}
