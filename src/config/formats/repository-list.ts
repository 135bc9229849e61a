import { type Path, type Problem } from "../../domain/problems/problem";
import { parse } from "../../domain/problems/schema-problems";
import { located } from "../problems";
import { repositoriesFileSchema, repositorySchema, type WrittenRepository } from "../../domain/repository/schema";
import { validFields, type ValidFields } from "../valid-fields";
import { type SourceDocument } from "../source/source";
import { type Drafts, type RepositorySource } from "./draft";

/** Reads this project's format: a list under `repositories`, or the list alone. */
export function readRepositoryList(document: SourceDocument, into: Drafts): void {
  const { data } = document;
  const isList = Array.isArray(data);
  const prefix: Path = isList ? [] : ["repositories"];
  if (!isList) {
    const file = parse("repository", repositoriesFileSchema, data);
    if (!file.ok) into.problems.push(...located(document, [], file.problems));
  }
  for (const [index, entry] of entriesOf(data).entries()) {
    const at = [...prefix, index];
    const read = readEntry(entry);
    into.problems.push(...located(document, at, read.problems));
    const source = sourceOf(document, at, read);
    if (source !== undefined) into.repositories.push(source);
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

function sourceOf(
  document: SourceDocument,
  at: Path,
  { fields, invalid }: ValidFields<WrittenRepository>,
): RepositorySource | undefined {
  const { repositoryName, description, ...written } = fields;
  if (repositoryName === undefined) return undefined;
  return {
    document,
    repositoryName,
    namePath: [...at, "repositoryName"],
    description,
    written,
    invalid,
    settingPath: (name) => [...at, name],
    defaults: "environment",
  };
}
