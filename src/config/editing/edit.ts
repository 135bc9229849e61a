import { editJson } from "./edit-json";
import { editYaml } from "./edit-yaml";
import { type Edit } from "./edited";

export { removeEntry, type Edit } from "./edited";

/**
 * Changes the text of a YAML or JSON file, one edit after the other. Comments, blank lines, quotes and the order of keys are
 * preserved.
 * @param file file name, whose extension determines the format
 * @param text one valid document
 * @throws Error if a path leads through something other than a mapping or list
 */
export function editText(file: string, text: string, edits: readonly Edit[]): string {
  const edit = file.endsWith(".json") ? editJson : editYaml;
  return edits.reduce(edit, text);
}
