import { editJson } from "./edit-json";
import { editYaml } from "./edit-yaml";
import { type Edit } from "./edited";

export { removeEntry, type Edit } from "./edited";

/**
 * Applies edits to the text of a YAML or JSON file. Comments, blank lines, quotes and the order of keys stay unchanged.
 * @param file its name, whose extension decides the format
 * @param text one document, without faults
 * @throws Error if a path leads through a value that is neither a mapping nor a list
 */
export function editText(file: string, text: string, edits: readonly Edit[]): string {
  const edit = file.endsWith(".json") ? editJson : editYaml;
  return edits.reduce(edit, text);
}
