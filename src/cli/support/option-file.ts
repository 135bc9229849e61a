import { resolve } from "node:path";
import { type z } from "zod";
import { FileReader } from "../../config/file-reader";
import { formatProblems, located } from "../../config/problems";
import { parse } from "../../domain/problems/schema-problems";

/**
 * Reads a YAML or JSON file that an option names.
 * @param option `--expect`
 * @param path relative to the folder
 * @param subject what the file contains, for messages: `expectations`
 * @throws Error with every problem in the file
 */
export function readOptionFile<T>(
  { option, path, folder, subject }: Readonly<Record<"option" | "path" | "folder" | "subject", string>>,
  schema: z.ZodType<T>,
) {
  const reader = new FileReader(folder);
  const absolute = resolve(folder, path);
  if (!reader.exists(absolute)) throw new Error(`${option}: ${path} does not exist. Pass a file with ${subject}`);
  const { documents, faults } = reader.read(absolute);
  const [document, ...more] = documents;
  if (faults.length > 0 || document === undefined) throw new Error(formatProblems(faults).join("\n"));
  if (more.length > 0) throw new Error(`${option} ${path}: expected one document, found ${documents.length}`);
  const parsed = parse(subject, schema, document.data);
  if (!parsed.ok) throw new Error(formatProblems(located(document, [], parsed.problems)).join("\n"));
  return { document, value: parsed.value };
}
