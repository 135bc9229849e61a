import { applyEdits, findNodeAtLocation, modify, parseTree } from "jsonc-parser";
import { type Edit } from "./edited";

const FORMATTING = { insertSpaces: true, tabSize: 2 };

/** One edit of JSON text. */
export function editJson(text: string, edit: Edit): string {
  const at = [...edit.at];
  const options = { formattingOptions: { ...FORMATTING, eol: text.includes("\r\n") ? "\r\n" : "\n" } };
  if (edit.kind === "set") return applyEdits(text, modify(text, at, edit.value, options));
  if (edit.kind === "remove") return applyEdits(text, modify(text, at, undefined, options));
  const root = parseTree(text);
  const list = root === undefined ? undefined : findNodeAtLocation(root, at);
  if (list === undefined) return applyEdits(text, modify(text, at, edit.values, options));
  return edit.values.reduce<string>(
    (changed, value) =>
      applyEdits(changed, modify(changed, [...at, -1], value, { ...options, isArrayInsertion: true })),
    text,
  );
}
