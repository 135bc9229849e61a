import { groupBy } from "../../../domain/collections/group-by";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { editText } from "../../../config/editing/edit";
import { entryLines } from "../../../config/editing/yaml-lines";
import { type FileReader } from "../../../config/file-reader";
import { isRepositoriesJson } from "../../../config/formats/repositories-json";
import { isManifest } from "../../../config/formats/manifest";
import { SCHEMA_FOLDER } from "../../../config/environment-names";
import { type FileToWrite } from "../write-files";
import { type Entry } from "../../../operations/adoption/entry";
import { type FoundRepository } from "../../../operations/adoption/found";

/** File of repositories without a namespace. */
const WITHOUT_NAMESPACE = "repositories";

export interface PlacedRepositories {
  readonly place: FilePlace;
  readonly found: readonly FoundRepository[];
}

/**
 * The file for each repository, by the first part of its name: `team/api` goes to `team.yaml`. If the file exists and is a YAML
 * list of repositories, entries are appended to it. Other files are left alone.
 * @param folder folder of repository files, absolute
 */
export function placeRepositories(
  repositories: readonly FoundRepository[],
  folder: string,
  reader: FileReader,
): PlacedRepositories[] {
  const stemOf = ({ repositoryName }: FoundRepository): string => {
    const [first = "", second] = repositoryName.split("/");
    return second === undefined ? WITHOUT_NAMESPACE : first;
  };
  return groupBy(repositories, stemOf).map((found) => ({ place: fileFor(stemOf(found[0]), folder, reader), found }));
}

interface FilePlace {
  /** Absolute path. */
  readonly path: string;
  /** Path of the list in an existing file. @default - the file does not exist yet */
  readonly listAt?: readonly string[];
}

function fileFor(stem: string, folder: string, reader: FileReader): FilePlace {
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? stem : attempt === 2 ? `${stem}-adopted` : `${stem}-adopted-${attempt - 1}`;
    const present = [".yaml", ".yml", ".json"]
      .map((end) => join(folder, `${name}${end}`))
      .filter((candidate) => reader.exists(candidate));
    const [path] = present;
    if (path === undefined) return { path: join(folder, `${name}.yaml`) };
    const listAt = path.endsWith(".json") ? undefined : listIn(path, reader);
    if (listAt !== undefined) return { path, listAt };
  }
}

/** Path of the list of repositories in a file of this project; `undefined` for other files. */
function listIn(path: string, reader: FileReader): readonly string[] | undefined {
  const { documents, faults } = reader.read(path);
  const [document, second] = documents;
  if (document === undefined || second !== undefined || faults.length > 0) return undefined;
  const { data } = document;
  if (Array.isArray(data)) return [];
  if (typeof data !== "object" || data === null || isManifest(data) || isRepositoriesJson(data)) return undefined;
  return "repositories" in data ? ["repositories"] : undefined;
}

export function withEntries({ path, listAt }: FilePlace, entries: readonly Entry[], reader: FileReader): FileToWrite {
  const folder = dirname(path);
  if (listAt === undefined) {
    const lines = entries.flatMap(entryLines).map((line) => `  ${line}\n`);
    return { path, after: `${schemaLine(folder)}repositories:\n${lines.join("")}` };
  }
  const before = reader.text(path);
  return { path, before, after: editText(path, before, [{ kind: "append", at: listAt, values: entries }]) };
}

/** A comment with the schema for editors, if the project has the schema. */
function schemaLine(folder: string): string {
  for (let above = resolve(folder, ".."), levels = 0; levels < 3; above = resolve(above, ".."), levels += 1) {
    const schema = join(above, SCHEMA_FOLDER, "repositories.schema.json");
    if (existsSync(schema)) {
      return `# yaml-language-server: $schema=${relative(folder, schema).split(sep).join("/")}\n`;
    }
  }
  return "";
}
