import { resolve } from "node:path";
import { type RepositoryDeclaration } from "../../model/environment";
import { FileReader } from "../../config/file-reader";
import { type Drafts, type RepositorySource } from "../../config/formats/draft";
import { formatProblem } from "../../config/problems";
import { readFiles } from "../../config/read-drafts";
import { type Basis } from "../../config/environment-result";
import { type AwsLocation } from "../../domain/aws/arn";
import { declaredPolicies } from "../../domain/repository/addresses";
import { foundRepository, type FoundRepository, type LeftOut } from "../../operations/adoption/found";
import { type PolicySetting } from "../../domain/repository/settings";
import { describedIn } from "./described";
import { type AdoptionNote } from "./candidates";
import { type Selection } from "./selection";

export interface FileContext {
  readonly basis: Basis;
  readonly location: AwsLocation;
  /** Selects the names to adopt. */
  readonly choose: (names: readonly string[]) => Selection;
}

/**
 * Reads repositories from files: manifests of the operator, a `repositories.json` with its policy file, or output of
 * `aws ecr describe-repositories` or `create-repository`. An invalid repository does not affect the others.
 * @param root the project's folder, to which file names in messages are relative
 * @param paths files and folders
 * @throws Error if a path does not exist, or a folder has no YAML or JSON files
 */
export function candidatesFromFiles(root: string, paths: readonly string[], context: FileContext) {
  const reader = new FileReader(root);
  const files = paths.flatMap((path) => filesAt(path, reader));
  const described = files.flatMap((path) => {
    const read = describedIn(reader.read(path).documents);
    return read === undefined ? [] : [{ path, ...read }];
  });
  const others = files.filter((file) => !described.some(({ path }) => path === file));
  const drafts = readFiles(others, reader);
  const read = [
    ...described.flatMap(({ repositories }) =>
      repositories.map((existing) => foundRepository(existing, undefined, context.location)),
    ),
    ...drafts.repositories.map((draft) => inOtherRegion(draft, drafts, context.location) ?? fromDraft(draft, context)),
  ];
  const found = read.flatMap((repository) => repository.found ?? []);
  const { taken, skipped } = context.choose([...new Set(found.map(({ repositoryName }) => repositoryName))]);
  const names = new Set(taken);
  const { unique, repeated } = uniqueRepositories(found.filter(({ repositoryName }) => names.has(repositoryName)));
  return {
    found: unique,
    leftOut: [...read.flatMap(({ leftOut }) => leftOut), ...repeated],
    skipped,
    remarks: unique.length === 0 ? [] : notesOn(described.length > 0, unique),
    problems: [...described.flatMap(({ problems }) => problems), ...drafts.problems],
  };
}

function filesAt(path: string, reader: FileReader): string[] {
  const absolute = resolve(path);
  if (reader.isFolder(absolute)) {
    const files = reader.dataFiles(absolute);
    if (files.length === 0) throw new Error(`--from: expected YAML or JSON files in ${path}, found none`);
    return files;
  }
  if (!reader.exists(absolute)) throw new Error(`--from: expected "aws", or an existing file or folder, found ${path}`);
  return [absolute];
}

interface ReadRepository {
  readonly found?: FoundRepository;
  readonly leftOut: readonly LeftOut[];
}

/** A repository whose provider is in another region; `undefined` if the region matches. */
function inOtherRegion(
  { document, repositoryName }: RepositorySource,
  { providers, providerRefs }: Drafts,
  { region }: AwsLocation,
): ReadRepository | undefined {
  const reference = providerRefs.find((candidate) => candidate.document === document);
  const provider = providers.find(({ name }) => name === reference?.name);
  if (provider === undefined || provider.spec.region === region) return undefined;
  const reason = `expected region ${region}, as in the environment, found ${provider.spec.region} in AWSProvider ${provider.name}`;
  return { leftOut: [{ repositoryName, part: "repository", reason }] };
}

/** Resolves a repository with the environment's defaults. */
function fromDraft(draft: RepositorySource, { basis: { resolver } }: FileContext): ReadRepository {
  const before = resolver.problems.length;
  const declaration = resolver.declarationOf(draft);
  const faults = resolver.problems.slice(before).filter(({ severity }) => severity === "error");
  const { repositoryName } = draft;
  if (faults.length === 0 && draft.invalid.size === 0) return { found: foundOf(declaration, draft), leftOut: [] };
  const messages = [
    ...faults.map((problem) => formatProblem(problem)),
    ...[...draft.invalid].map((name) => `${name} is not valid`),
  ];
  return { leftOut: [{ repositoryName, part: "repository", reason: messages.join("; ") }] };
}

function foundOf(declaration: RepositoryDeclaration, draft: RepositorySource): FoundRepository {
  const { repositoryName, description, lifecyclePolicyName: _, deletionPolicy, ...settings } = declaration;
  // Neither the operator nor the article's script creates a repository policy. The script keeps the lifecycle policy in a file next to it.
  const missing: PolicySetting[] =
    draft.defaults === "operator"
      ? ["repositoryPolicy"]
      : draft.folderPolicy === undefined
        ? ["lifecyclePolicy", "repositoryPolicy"]
        : ["repositoryPolicy"];
  const declared = declaredPolicies(declaration);
  return {
    repositoryName,
    ...(description === undefined ? {} : { description }),
    settings,
    ...((draft.written.deletionPolicy ?? draft.fileDefaults?.written.deletionPolicy) === undefined
      ? {}
      : { deletionPolicy }),
    without: missing.filter((policy) => declared.includes(policy)),
  };
}

function uniqueRepositories(found: readonly FoundRepository[]): {
  readonly unique: readonly FoundRepository[];
  readonly repeated: readonly LeftOut[];
} {
  const byName = new Map<string, FoundRepository>();
  const repeated: LeftOut[] = [];
  for (const repository of found) {
    const { repositoryName } = repository;
    if (!byName.has(repositoryName)) byName.set(repositoryName, repository);
    else
      repeated.push({
        repositoryName,
        part: "repository",
        reason: "the files declare this repository more than once, so only the first declaration is used",
      });
  }
  return { unique: [...byName.values()], repeated };
}

function notesOn(isDescribed: boolean, found: readonly FoundRepository[]): AdoptionNote[] {
  const createsPolicies = found.some(({ without }) => without.length > 0);
  return [
    ...(isDescribed
      ? [
          {
            text: "the output of describe-repositories contains neither policies nor tags. Terraform will not manage existing policies, and the first deployment will remove existing tags. To read policies and tags, use --from aws",
          },
        ]
      : []),
    ...(createsPolicies
      ? [{ text: "the first deployment will create policies that are in the files but not in AWS" }]
      : []),
    { text: "the files may be out of date. Review the plan before you deploy" },
  ];
}
