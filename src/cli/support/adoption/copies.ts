import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ecrClient, fetchPolicies, listRepositories } from "../../../aws/registry";
import { mapConcurrently } from "../../../aws/map-concurrently";
import { orRefusal, withClient } from "../../../aws/with-client";
import { type Edit } from "../../../config/editing/edit";
import { FileReader } from "../../../config/file-reader";
import { readEnvironments } from "../../../config/read-environments";
import { type Environment, type RepositoryDeclaration } from "../../../model/environment";
import { regionalEnvironments } from "../../../model/regions";
import { copyChanges, existingCopy, type ExistingCopy } from "../../../operations/adoption/copy";
import { type Adopter } from "./plan";
import { type FileToWrite } from "../write-files";
import { counting } from "../counter";
import { editOwnText, verifiedFiles } from "../verified-files";

export interface CopyRequest {
  /** Files that declare the repositories and are not written yet. */
  readonly files: readonly FileToWrite[];
  /** Selects the copies to import. */
  readonly wants: (regional: Environment, repositoryName: string) => boolean;
  /** Whether copies that the first deployment would change are left out. */
  readonly exact: boolean;
}

export interface CopyLeftOut {
  readonly repositoryName: string;
  readonly region: string;
  readonly reason: string;
}

export interface CopyAdoption {
  /** The files of the request, and the environment's own file with the imports. */
  readonly files: readonly FileToWrite[];
  readonly copies: readonly ExistingCopy[];
  readonly leftOut: readonly CopyLeftOut[];
}

/**
 * Imports copies that exist in the additional regions, compared with their declarations.
 * @throws AwsRefusal if the repositories of a region cannot be listed
 */
export async function adoptCopies(adopter: Adopter, request: CopyRequest, signal: AbortSignal): Promise<CopyAdoption> {
  const { root, environment, file } = adopter;
  const unwritten = new Map(request.files.map(({ path, after }) => [path, after]));
  const declared =
    readEnvironments(root, new FileReader(root, unwritten)).find(({ name }) => name === environment.name)
      ?.environment ?? environment;
  const found: ExistingCopy[] = [];
  const leftOut: CopyLeftOut[] = [];
  for (const regional of regionalEnvironments(declared)) {
    if (regional.regional !== "copy") continue;
    const listed = new Set(regional.imports.map(({ repositoryName }) => repositoryName));
    const wanted = regional.repositories.filter(
      ({ repositoryName: name }) => !listed.has(name) && request.wants(regional, name),
    );
    if (wanted.length === 0) continue;
    const read = await readCopies(regional, wanted, signal);
    found.push(...read.copies);
    leftOut.push(...read.leftOut);
  }
  const copies: ExistingCopy[] = [];
  for (const copy of found) {
    const { repositoryName, region } = copy;
    const reason = copy.fault ?? (request.exact && copyChanges(copy).length > 0 ? EXACT : undefined);
    if (reason === undefined) copies.push(copy);
    else leftOut.push({ repositoryName, region, reason });
  }
  if (copies.length === 0) return { files: request.files, copies, leftOut };
  const path = resolve(root, file);
  const planned = request.files.find((planned) => planned.path === path);
  const before = planned?.before ?? readFileSync(path, "utf8");
  const after = editOwnText(adopter, planned?.after ?? before, importEdits(copies));
  // The environment's own file stays last.
  const others = request.files.filter((planned) => planned.path !== path);
  return { files: verifiedFiles(root, environment.name, [...others, { path, before, after }]), copies, leftOut };
}

const EXACT = "the first deployment would change the copy. To import the copy anyway, leave out --exact";

function importEdits(copies: readonly ExistingCopy[]): Edit[] {
  return [...new Set(copies.map(({ region }) => region))].map((region) => ({
    kind: "append",
    at: ["regions", region, "imports"],
    values: copies
      .filter((copy) => copy.region === region)
      .map(({ repositoryName, without }) => (without.length === 0 ? repositoryName : { repositoryName, without })),
  }));
}

/** Compares the copies that exist. If one cannot be read, the others still are. */
async function readCopies(
  regional: Environment,
  wanted: readonly RepositoryDeclaration[],
  signal: AbortSignal,
): Promise<{ readonly copies: readonly ExistingCopy[]; readonly leftOut: readonly CopyLeftOut[] }> {
  const { account, region } = regional.location;
  return counting(`copies in ${region} read`, ({ log, update: onDone }) =>
    withClient(ecrClient(regional, { log }), async (client) => {
      const listed = await orRefusal(regional, `list the repositories in ${region}`, listRepositories(client, account));
      const existing = new Map(listed.map((repository) => [repository.repositoryName, repository]));
      const present = wanted.flatMap((declared) => {
        const found = existing.get(declared.repositoryName);
        return found === undefined ? [] : [{ declared, found }];
      });
      const compare = async ({ declared, found }: (typeof present)[number]): Promise<ExistingCopy> => {
        const what = `read the policies and tags of ${found.repositoryName} in ${region}`;
        return existingCopy(declared, regional, found, await orRefusal(regional, what, fetchPolicies(client, found)));
      };
      const outcomes = await mapConcurrently(present, compare, { signal, onDone });
      return {
        copies: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])),
        leftOut: outcomes.flatMap((outcome, index) =>
          outcome.ok
            ? []
            : [{ repositoryName: present[index]?.found.repositoryName ?? "", region, reason: outcome.reason.message }],
        ),
      };
    }),
  );
}
