import { type Path } from "../../domain/problems/problem";
import { editJson } from "./edit-json";
import { editYaml } from "./edit-yaml";

/** A change of what a file of data says. */
export type Edit =
  /** Adds entries to the end of a list, which is made where it is not there. */
  | { readonly kind: "append"; readonly at: Path; readonly values: readonly unknown[] }
  /** Gives a key a value; mappings on the way to it are made where they are not there. */
  | { readonly kind: "set"; readonly at: Path; readonly value: unknown }
  /** Takes out a key, or an entry of a list. */
  | { readonly kind: "remove"; readonly at: Path };

/**
 * Changes the text of a YAML or JSON file, one edit after the other. All that they are not about stays as it is written:
 * comments, blank lines, quotes and the order of keys.
 * @param file its name, whose end says what it is
 * @param text one document, without faults
 * @throws Error when a path leads through something that is no mapping or list
 */
export function editText(file: string, text: string, edits: readonly Edit[]): string {
  const edit = file.endsWith(".json") ? editJson : editYaml;
  return edits.reduce(edit, text);
}
