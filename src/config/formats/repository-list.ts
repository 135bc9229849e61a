import { type Path, type Problem } from "../../domain/problems/problem";
import { parse } from "../../domain/problems/schema-problems";
import { located } from "../problems";
import { repositoriesFileSchema, repositorySchema, type WrittenRepository } from "../../domain/repository/schema";
import { validFields, type ValidFields } from "../valid-fields";
import { type SourceDocument } from "../source/source";
import { type Drafts, type RepositorySource } from "./draft";

/** Reads our own format: `repositories:` with a list, or the list alone. */
export function readRepositoryList(document: SourceDocument, into: Drafts): void {
  const { data } = document;
  const alone = Array.isArray(data);
  const prefix: Path = alone ? [] : ["repositories"];
  if (!alone) {
    const file = parse("repository", repositoriesFileSchema, data);
    if (!file.ok) into.problems.push(...located(document, [], file.problems));
  }
  for (const [index, entry] of entriesOf(data).entries()) {
    const at = [...prefix, index];
    const read = readEntry(entry);
    into.problems.push(...located(document, at, read.problems));
    const draft = draftOf(document, at, read);
    if (draft !== undefined) into.repositories.push(draft);
  }
}

function entriesOf(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  const list = (data as { repositories?: unknown } | null)?.repositories;
  return Array.isArray(list) ? list : [];
}

const NOTHING: ReadonlySet<string> = new Set();
const KEYS = Object.keys(repositorySchema.shape);

function readEntry(entry: unknown): ValidFields<WrittenRepository> & { readonly problems: readonly Problem[] } {
  const repository = parse("repository", repositorySchema, entry);
  if (repository.ok) return { fields: repository.value, invalid: NOTHING, problems: [] };
  return { ...validFields<WrittenRepository>(entry, KEYS, repository.problems), problems: repository.problems };
}

function draftOf(
  document: SourceDocument,
  at: Path,
  { fields, invalid: invalid }: ValidFields<WrittenRepository>,
): RepositorySource | undefined {
  const { repositoryName, description, ...written } = fields;
  if (repositoryName === undefined) return undefined;
  return {
    document,
    repositoryName,
    namePath: [...at, "repositoryName"],
    description,
    written,
    invalid: invalid,
    settingPath: (name) => [...at, name],
    defaults: "environment",
  };
}
