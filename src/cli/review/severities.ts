import { resolve } from "node:path";
import { FileReader } from "../../config/file-reader";
import { formatProblems, located } from "../../config/problems";
import { parse } from "../../domain/problems/schema-problems";
import { type ReviewKind, type Severity } from "../../operations/review/kinds";
import { severitiesSchema } from "../../operations/review/severities-schema";

/**
 * Reads severities in place of the default ones.
 * @param path relative to the folder
 * @throws Error with every problem in the file
 */
export function readSeverities(path: string, folder: string): Partial<Record<ReviewKind, Severity>> {
  const reader = new FileReader(folder);
  const absolute = resolve(folder, path);
  if (!reader.exists(absolute)) throw new Error(`--severities: expected a file with severities, found no file ${path}`);
  const { documents, faults } = reader.read(absolute);
  const [document, ...more] = documents;
  if (faults.length > 0 || document === undefined) throw new Error(formatProblems(faults).join("\n"));
  if (more.length > 0) throw new Error(`--severities ${path}: expected one document, found ${documents.length}`);
  const parsed = parse("severities", severitiesSchema, document.data);
  if (!parsed.ok) throw new Error(formatProblems(located(document, [], parsed.problems)).join("\n"));
  return Object.fromEntries(Object.entries(parsed.value.severities));
}
