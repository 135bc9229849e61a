import { parseAllDocuments, parse, stringify } from "yaml";
import { type Path } from "../../domain/problems/problem";
import { valueAt } from "../../domain/problems/schema-problems";
import { editText } from "./edit";

/** A repository file without repositories. */
const EMPTY = { repositories: [] };

/**
 * Removes a repository from the text of a repository file in any format, without other changes.
 * @param file its name, whose extension decides the format
 * @returns the same text if it does not declare the repository
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

/** The texts of a stream's documents, each with its `---`. */
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
