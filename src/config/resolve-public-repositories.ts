import { resolve } from "node:path";
import { partitionOf, type AwsLocation } from "../domain/aws/arn";
import { checkTags, type Tags } from "../domain/aws/tags";
import { type PolicyDocument } from "../domain/iam/policy";
import { error, prefixed, quoteValue, type Path, type Problem } from "../domain/problems/problem";
import { checkPublicRepository } from "../domain/public-repositories/check";
import { checkLogo, LOGO_START } from "../domain/public-repositories/logo";
import { checkPublicNames } from "../domain/public-repositories/name";
import { type WrittenPublicRepository } from "../domain/public-repositories/schema";
import { markedPublic } from "../domain/public-repositories/settings";
import { type Environment, type PublicRepositoryDeclaration } from "../model/environment";
import { checkPublicReferences } from "./check-public-references";
import { type FileReader } from "./file-reader";
import { located, type LocatedProblem } from "./problems";
import { type SourceDocument } from "./source/source";
import { about } from "./subjects";

const SETTING = "publicRepositories";

interface Context {
  readonly document: SourceDocument;
  readonly reader: FileReader;
  /** `undefined` if other faults make it unknown. */
  readonly location: AwsLocation | undefined;
  /** Default tags of the environment. */
  readonly tags: Tags;
  /** Names under `removed` and `released`, of private repositories too. */
  readonly lists: Pick<Environment, "removed" | "released">;
}

interface ResolvedPublicRepositories {
  /** Marked as public. */
  readonly names: readonly string[];
  readonly repositories: readonly PublicRepositoryDeclaration[];
  readonly problems: readonly LocatedProblem[];
}

/** Checks an environment's public repositories, and finds the files of their logos. */
export function resolvePublicRepositories(
  written: readonly WrittenPublicRepository[] = [],
  context: Context,
): ResolvedPublicRepositories {
  const { document, location } = context;
  const problems: LocatedProblem[] = [];
  const repositories = written.map((repository, index) =>
    about(markedPublic(repository.repositoryName), problems, () => {
      const at = [SETTING, index];
      const { logoImageFile, ...catalog } = repository.catalog ?? {};
      const settings = {
        ...repository,
        // Values of another type are faults, which `checkPublicRepository` reports.
        pushPrincipals: repository.pushPrincipals as string[] | undefined,
        repositoryPolicy: repository.repositoryPolicy as PolicyDocument | undefined,
        catalog: repository.catalog && catalog,
      };
      const logo = logoImageFile === undefined ? undefined : logoOf(logoImageFile, [...at, "catalog"], context);
      const found = [...checkPublicRepository(settings), ...checkAllTags(settings.tags, context.tags)];
      problems.push(...located(document, at, found), ...(logo?.problems ?? []));
      return logo === undefined ? settings : { ...settings, catalog: { ...catalog, logoImageFile: logo.path } };
    }),
  );
  const together = [
    ...checkPublicNames(repositories.map(({ repositoryName }) => repositoryName)),
    ...(written.length === 0 ? [] : checkPartition(location)),
  ];
  problems.push(
    ...located(document, [SETTING], together),
    ...located(document, [], checkPublicReferences(context.lists, repositories)),
  );
  const names = repositories.map(({ repositoryName }) => markedPublic(repositoryName));
  return { names, repositories, problems };
}

/** The number of tags counts the environment's. Its other faults are reported where they are written. */
function checkAllTags(tags: Tags = {}, defaultTags: Tags): Problem[] {
  const found = checkTags({ ...defaultTags, ...tags }).filter(({ rule }) => rule === "tags/count");
  return prefixed(["tags"], found);
}

function checkPartition(location: AwsLocation | undefined): Problem[] {
  if (location === undefined) return [];
  const partition = partitionOf(location.region);
  if (partition === "aws") return [];
  const message = `expected an environment in the partition aws, found ${location.region} in ${partition}. Only the partition aws has public repositories. Declare the public repositories in an environment in the partition aws`;
  return [error("public/partition", [], message)];
}

interface Logo {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  readonly problems: readonly LocatedProblem[];
}

function logoOf(file: string, catalogAt: Path, { document, reader }: Context): Logo {
  const at = [...catalogAt, "logoImageFile"];
  const folder = reader.folderOf(document.positionOf(at));
  const path = resolve(folder, file);
  return { path: reader.nameOf(path), problems: located(document, at, checkLogoFile(file, path, folder, reader)) };
}

/** Everything in the file is published, so it must belong to the project. */
function checkLogoFile(file: string, path: string, folder: string, reader: FileReader): Problem[] {
  const { boundary } = reader;
  const fault = (message: string): Problem[] => [error("public/logo", [], message)];
  if (boundary.isOutside(path))
    return fault(`expected a file in ${boundary.name}, found ${quoteValue(file)} outside it`);
  if (boundary.leadsOut(path)) return fault(`expected a file, ${boundary.linkOut}`);
  const bytes = reader.sizeOf(path);
  if (bytes === undefined)
    return fault(`the file ${quoteValue(file)} does not exist. Paths are relative to ${reader.nameOf(folder)}`);
  return checkLogo({ bytes, start: reader.startOf(path, LOGO_START) }, []);
}
