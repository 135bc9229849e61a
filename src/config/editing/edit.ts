import { type Path } from "../../domain/problems/problem";
import { editJson } from "./edit-json";
import { editYaml } from "./edit-yaml";

/** A change of a file's data. */
export type Edit =
  /** Appends entries to a list, which is created if it does not exist. */
  | { readonly kind: "append"; readonly at: Path; readonly values: readonly unknown[] }
  /** Sets a key's value. Missing parents are created. */
  | { readonly kind: "set"; readonly at: Path; readonly value: unknown }
  /** Removes a key or a list's entry. */
  | { readonly kind: "remove"; readonly at: Path };

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
