import { resolve } from "node:path";
import { FileReader } from "../../config/file-reader";
import { formatProblems, inOrder, located } from "../../config/problems";
import { parseIgnores, type IgnoreEntry } from "../../operations/scan-gate/ignore";

/**
 * Reads a file of findings to ignore and images that AWS cannot scan.
 * @param path relative to `folder`
 * @param today `2026-01-31`, UTC
 * @throws Error with every problem as `file:line:column: message`
 */
export function readIgnoreFile(path: string, folder: string, today: string): readonly IgnoreEntry[] {
  const reader = new FileReader(folder);
  const absolute = resolve(folder, path);
  if (!reader.exists(absolute)) throw new Error(`--ignore: ${path} does not exist. Pass a file with ${FORM}`);
  const { documents, faults } = reader.read(absolute);
  const [document, ...others] = documents;
  if (faults.length > 0) throw new Error(formatProblems(faults).join("\n"));
  if (document === undefined || others.length > 0) {
    throw new Error(`${reader.nameOf(absolute)}:1:1: error: expected ${FORM}, found ${documents.length} documents`);
  }
  const parsed = parseIgnores(document.data, today);
  if (!parsed.ok) throw new Error(formatProblems(inOrder(located(document, [], parsed.problems))).join("\n"));
  return parsed.value;
}

const FORM = "one list of { id, reason, expires, package? } and { unscannable, reason, expires }";
