import { resolve } from "node:path";
import { type RepositoryDeclaration } from "../../model/environment";
import { FileReader } from "../../config/file-reader";
import { type Drafts, type RepositorySource } from "../../config/formats/draft";
import { formatProblem, type LocatedProblem } from "../../config/problems";
import { readFiles } from "../../config/read-drafts";
import { type Basis } from "../../config/environment-result";
import { type AwsLocation } from "../../domain/aws/arn";
import { declaredPolicies } from "../../domain/repository/addresses";
import { foundRepository, type FoundRepository, type LeftOut } from "../../operations/adoption/found";
import { type PolicySetting } from "../../domain/repository/settings";
import { describedIn } from "./described";
import { type Gathered, type Remark } from "./gathered";
import { type Selection } from "./selection";

export interface FileContext {
  readonly basis: Basis;
  readonly location: AwsLocation;
  /** Tells which of the names are wanted. */
  readonly choose: (names: readonly string[]) => Selection;
}

/** What files have given, with what is wrong in them. */
export interface GatheredFromFiles extends Gathered {
  /** Faults and warnings of the files themselves. */
  readonly problems: readonly LocatedProblem[];
}

/**
 * Reads repositories from files: manifests of the operator, a `repositories.json` with the policy beside it, or what
 * `aws ecr describe-repositories` has printed. A faulty repository does not keep the others from being read.
 * @param root the project's folder, from which files are named in messages
 * @param paths files and folders
 * @throws Error when one of them is not there, or a folder without such files
 */
export function gatherFromFiles(root: string, paths: readonly string[], context: FileContext): GatheredFromFiles {
  const reader = new FileReader(root);
  const files = paths.flatMap((path) => filesAt(path, reader));
  const described = files.flatMap((path) => {
    const repositories = describedIn(reader.read(path).documents.map(({ data }) => data));
    return repositories === undefined ? [] : [{ path, repositories }];
  });
  const others = files.filter((file) => !described.some(({ path }) => path === file));
  const drafts = readFiles(others, reader);
  const read = [
    ...described.flatMap(({ repositories }) =>
      repositories.map((it) => foundRepository(it, undefined, context.location)),
    ),
    ...drafts.repositories.map((draft) => elsewhere(draft, drafts, context.location) ?? fromDraft(draft, context)),
  ];
  const found = read.flatMap((it) => (it.found === undefined ? [] : [it.found]));
  const { taken, passed } = context.choose([...new Set(found.map(({ repositoryName }) => repositoryName))]);
  const names = new Set(taken);
  const { once, twice } = unique(found.filter(({ repositoryName }) => names.has(repositoryName)));
  return {
    found: once,
    leftOut: [...read.flatMap(({ leftOut }) => leftOut), ...twice],
    passed,
    remarks: once.length === 0 ? [] : remarksOn(described.length > 0, once),
    problems: drafts.problems,
  };
}

function filesAt(path: string, reader: FileReader): string[] {
  const absolute = resolve(path);
  if (reader.isFolder(absolute)) {
    const files = reader.dataFiles(absolute);
    if (files.length === 0) throw new Error(`no YAML or JSON file in ${path}; --from takes "aws", files or folders`);
    return files;
  }
  if (!reader.exists(absolute)) throw new Error(`no file or folder ${path}; --from takes "aws", files or folders`);
  return [absolute];
}

interface Read {
  readonly found?: FoundRepository;
  readonly leftOut: readonly LeftOut[];
}

/** A repository that its provider puts into another region; `undefined` where it does not. */
function elsewhere(
  { document, repositoryName }: RepositorySource,
  { providers, providerRefs }: Drafts,
  { region }: AwsLocation,
): Read | undefined {
  const reference = providerRefs.find((it) => it.document === document);
  const provider = providers.find(({ name }) => name === reference?.name);
  if (provider === undefined || provider.spec.region === region) return undefined;
  const reason = `it is in ${provider.spec.region} by its AWSProvider ${provider.name}, and the environment is in ${region}`;
  return { leftOut: [{ repositoryName, part: "repository", reason }] };
}

/** A repository as the environment would have it, had it been written there. */
function fromDraft(draft: RepositorySource, { basis: { resolver } }: FileContext): Read {
  const before = resolver.problems.length;
  const declaration = resolver.declarationOf(draft);
  const faults = resolver.problems.slice(before).filter(({ severity }) => severity === "error");
  const { repositoryName } = draft;
  if (faults.length === 0 && draft.invalid.size === 0) return { found: foundOf(declaration, draft), leftOut: [] };
  const messages = [
    ...faults.map((problem) => formatProblem(problem)),
    ...[...draft.invalid].map((name) => `${name} has faults`),
  ];
  return { leftOut: [{ repositoryName, part: "repository", reason: messages.join("; ") }] };
}

function foundOf(declaration: RepositoryDeclaration, draft: RepositorySource): FoundRepository {
  const { repositoryName, description, lifecyclePolicyName: _, deletionPolicy, ...settings } = declaration;
  // The operator makes no repository policy, nor does the article's script; that puts the policy beside it.
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
    ...(draft.written.deletionPolicy === undefined ? {} : { deletionPolicy }),
    without: missing.filter((policy) => declared.includes(policy)),
  };
}

function unique(found: readonly FoundRepository[]): {
  readonly once: readonly FoundRepository[];
  readonly twice: readonly LeftOut[];
} {
  const byName = new Map<string, FoundRepository>();
  const twice: LeftOut[] = [];
  for (const repository of found) {
    const { repositoryName } = repository;
    if (!byName.has(repositoryName)) byName.set(repositoryName, repository);
    else twice.push({ repositoryName, part: "repository", reason: "the files have it twice; the first one is taken" });
  }
  return { once: [...byName.values()], twice };
}

function remarksOn(isDescribed: boolean, found: readonly FoundRepository[]): Remark[] {
  const isBuilt = found.some(({ without }) => without.length > 0);
  return [
    ...(isDescribed
      ? [
          {
            text: "what describe-repositories prints has no policies and no tags: policies stay outside of Terraform, and the first plan takes away tags that the repositories have; --from aws reads them",
          },
        ]
      : []),
    ...(isBuilt
      ? [{ text: "policies that the files declare and nobody has made in AWS are made by the first deployment" }]
      : []),
    { text: "files say what is wanted, not what is there: see what the plan would change" },
  ];
}
