import { type ReviewKind } from "../../operations/review/kinds";
import { type Severity } from "../../operations/review/kinds";
import { severitiesSchema } from "../../operations/review/severities-schema";
import { readOptionFile } from "../support/option-file";

/**
 * Reads severities in place of the default ones.
 * @param path relative to the folder
 * @throws Error with every problem in the file
 */
export function readSeverities(path: string, folder: string): Partial<Record<ReviewKind, Severity>> {
  const about = { option: "--severities", path, folder, subject: "severities" };
  const { value } = readOptionFile(about, severitiesSchema);
  return Object.fromEntries(Object.entries(value.severities));
}
