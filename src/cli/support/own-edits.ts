import { valueAt } from "../../domain/problems/schema-problems";
import { editText, type Edit } from "../../config/editing/edit";
import { lineText, type EnvironmentResult } from "../../config/environment-result";
import { formatPath } from "../../domain/problems/problem";

/**
 * Edits the text of an environment's own file. Base files are never edited, because other environments extend them too.
 * @throws Error if the edit would change a value that a base file sets, with the place of the value
 */
export function editOwnText(
  { file, document }: Pick<EnvironmentResult, "file" | "document">,
  text: string,
  edits: readonly Edit[],
): string {
  for (const { kind, at } of edits) {
    // A value that is set here overrides one in a base file; other edits need the value itself.
    if (kind === "set" || document === undefined || valueAt(document.data, at) === undefined) continue;
    const place = document.positionOf(at);
    if (place.file === file) continue;
    throw new Error(
      `${formatPath(at)} is set in a base file (${lineText(place)}), not in ${file}. Change it in the base file for all environments that extend the file, or copy the setting to ${file}. Then run the command again`,
    );
  }
  return editText(file, text, edits);
}
