import { z } from "zod";
import { type LocatedProblem, located } from "../../config/problems";
import { type SourceDocument } from "../../config/source/source";
import { fromPowerShell, powerShellTest } from "../../domain/aws/powershell";
import { error, type Path, type Problem } from "../../domain/problems/problem";
import { parse } from "../../domain/problems/schema-problems";
import { existingRepository, type ExistingRepository } from "../../domain/repository/existing";

const repositorySchema = z.object({
  repositoryName: z.string(),
  repositoryArn: z.string(),
  registryId: z.string(),
  repositoryUri: z.string().optional(),
  imageTagMutability: z.string(),
  imageTagMutabilityExclusionFilters: z.array(z.object({ filter: z.string() })).nullish(),
  imageScanningConfiguration: z.object({ scanOnPush: z.boolean().optional() }),
  encryptionConfiguration: z.object({ encryptionType: z.string().optional(), kmsKey: z.string().nullish() }),
});

/** Repositories as AWS describes them. */
export interface DescribedFile {
  readonly repositories: readonly ExistingRepository[];
  /** Errors of repositories that lack something. */
  readonly problems: readonly LocatedProblem[];
}

interface Entry {
  readonly at: Path;
  readonly value: unknown;
}

/**
 * Reads the output of `aws ecr describe-repositories` or `create-repository`, including with `--query` or as YAML, or that of
 * `Get-ECRRepository | ConvertTo-Json`; `undefined` for other documents.
 */
export function describedIn(documents: readonly SourceDocument[]): DescribedFile | undefined {
  const entries = documents.map(({ data }) => entriesIn(data, []));
  if (entries.length === 0 || !entries.every((each) => each.some(isDescribed))) return undefined;
  const read = documents.flatMap((document, index) =>
    (entries[index] ?? []).map((entry) => readEntry(document, entry)),
  );
  return {
    repositories: read.flatMap(({ repository }) => repository ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** The repositories in an answer, a list of answers, a list, or a single repository. */
function entriesIn(data: unknown, at: Path): Entry[] {
  if (Array.isArray(data)) return data.flatMap((each, index) => entriesIn(each, [...at, index]));
  for (const key of ["repositories", "repository", "Repositories", "Repository"]) {
    const inside: unknown = typeof data === "object" && data !== null && (data as Record<string, unknown>)[key];
    if (typeof inside === "object" && inside !== null) return entriesIn(inside, [...at, key]);
  }
  return [{ at, value: data }];
}

/** Fields that a declaration does not have. */
const ONLY_IN_AWS = ["repositoryArn", "registryId", "repositoryUri", "createdAt"];

const isFromPowerShell = powerShellTest(ONLY_IN_AWS);

function isDescribed({ value }: Entry): boolean {
  const isObject = typeof value === "object" && value !== null;
  return isFromPowerShell(value) || (isObject && ONLY_IN_AWS.some((key) => key in value));
}

interface ReadEntry {
  readonly repository?: ExistingRepository;
  readonly problems: readonly LocatedProblem[];
}

function readEntry(document: SourceDocument, { at, value }: Entry): ReadEntry {
  const written = isFromPowerShell(value) ? fromPowerShell(value) : value;
  const missing = missingIn(written);
  const parsed =
    missing.length > 0 ? { ok: false as const, problems: missing } : parse("adopt", repositorySchema, written);
  if (!parsed.ok) return { problems: located(document, at, parsed.problems) };
  const { imageTagMutabilityExclusionFilters: filters, encryptionConfiguration, ...rest } = parsed.value;
  const { encryptionType, kmsKey } = encryptionConfiguration;
  const repository = existingRepository({
    ...rest,
    ...(filters ? { imageTagMutabilityExclusionFilters: filters } : {}),
    encryptionConfiguration: { encryptionType, ...(kmsKey ? { kmsKey } : {}) },
  });
  return { repository, problems: [] };
}

/** Keys that AWS always returns. */
const REQUIRED = Object.entries(repositorySchema.shape)
  .filter(([, schema]) => !schema.safeParse(undefined).success)
  .map(([key]) => key);

/** A guess in place of a missing setting would let the first deployment change or replace the repository. */
function missingIn(value: unknown): Problem[] {
  if (typeof value !== "object" || value === null) return [];
  return REQUIRED.filter((key) => !(key in value)).map((key) =>
    error(
      "adopt/missing-field",
      [key],
      "this field is required. List the repositories again without --query: aws ecr describe-repositories",
    ),
  );
}
