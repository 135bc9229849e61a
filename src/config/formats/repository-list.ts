import { type Path } from "../../domain/problems/problem";
import { parse, valueAt } from "../../domain/problems/schema-problems";
import { located } from "../problems";
import {
  fileDefaultsSchema,
  repositoriesFileSchema,
  repositorySchema,
  type WrittenRepository,
  type WrittenSettings,
} from "../../domain/repository/schema";
import { parseFields, problemsBelow, validFields, type ValidFields } from "../valid-fields";
import { type SourceDocument } from "../source/source";
import { type Drafts, type RepositorySource, type SettingsSource } from "./draft";

/** Reads this project's format: a list under `repositories`, or the list alone. */
export function readRepositoryList(document: SourceDocument, into: Drafts): void {
  const { data } = document;
  const isList = Array.isArray(data);
  const prefix: Path = isList ? [] : ["repositories"];
  const fileDefaults = isList ? undefined : readFile(document, into);
  if (fileDefaults !== undefined) into.fileDefaults.push(fileDefaults);
  for (const [index, entry] of entriesOf(data).entries()) {
    const at = [...prefix, index];
    const read = parseFields("repository", repositorySchema, entry);
    into.problems.push(...located(document, at, read.problems));
    const source = sourceOf(document, at, read, fileDefaults);
    if (source !== undefined) into.repositories.push(source);
  }
}

/** Checks the outline of a file and reads its `defaults`. */
function readFile(document: SourceDocument, into: Drafts): SettingsSource | undefined {
  const { data } = document;
  const file = parse("repository", repositoriesFileSchema, data);
  const problems = file.ok ? [] : file.problems;
  into.problems.push(...located(document, [], problems));
  const written = valueAt(data, [DEFAULTS]);
  if (written === undefined) return undefined;
  const own = problemsBelow(problems, DEFAULTS);
  const { fields, invalid } = validFields<WrittenSettings>(written, Object.keys(fileDefaultsSchema.shape), own);
  return { document, written: fields, invalid, settingPath: (name) => [DEFAULTS, name] };
}

function entriesOf(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  const list = (data as { repositories?: unknown } | null)?.repositories;
  return Array.isArray(list) ? list : [];
}

/** Key of a file's default settings. */
const DEFAULTS = "defaults";

function sourceOf(
  document: SourceDocument,
  at: Path,
  { fields, invalid }: ValidFields<WrittenRepository>,
  fileDefaults: SettingsSource | undefined,
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
    fileDefaults,
    settingPath: (name) => [...at, name],
    defaults: "environment",
  };
}
