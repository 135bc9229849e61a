import { parseAllDocuments, parse, stringify } from "yaml";
import { type Path } from "../../domain/problems/problem";
import { valueAt } from "../../domain/problems/schema-problems";
import { editText } from "./edit";

/** A file of repositories that has none. */
const EMPTY = { repositories: [] };

/**
 * The text of a repository file without one of its repositories, whatever the file's format; all else stays as it is.
 * @param file its name, whose end says what it is
 * @returns the text itself where it has no such repository
 */
export function withoutDeclaration(file: string, text: string, repositoryName: string): string {
  const documents = file.endsWith(".json") ? [text] : documentsOf(text);
  const manifest = documents.findIndex((part) => isManifestOf(parse(part), repositoryName));
  if (manifest !== -1) {
    if (documents.length === 1)
      return file.endsWith(".json") ? `${JSON.stringify(EMPTY, undefined, 2)}\n` : stringify(EMPTY);
    return documents.filter((_, index) => index !== manifest).join("");
  }
  const data: unknown = parse(text);
  const prefix: Path = Array.isArray(data) ? [] : ["repositories"];
  const entries = valueAt(data, prefix);
  const index = Array.isArray(entries) ? entries.findIndex((entry) => nameOf(entry) === repositoryName) : -1;
  return index === -1 ? text : editText(file, text, [{ kind: "remove", at: [...prefix, index] }]);
}

/** The documents of a stream, each with its `---`; together they are the text. */
function documentsOf(text: string): string[] {
  const stream = parseAllDocuments(text, { merge: true });
  if (!Array.isArray(stream)) return [text];
  const starts = stream.map(({ range }, index) => (index === 0 ? 0 : range[0]));
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}

function isManifestOf(document: unknown, repositoryName: string): boolean {
  return (
    valueAt(document, ["kind"]) === "ECRRepository" && valueAt(document, ["spec", "repositoryName"]) === repositoryName
  );
}

function nameOf(entry: unknown): unknown {
  return valueAt(entry, ["repositoryName"]) ?? valueAt(entry, ["name"]);
}
