import { readFileSync, statSync } from "node:fs";
import { readJson } from "./json-source";
import { type ReadFile } from "./source";
import { readYaml } from "./yaml-source";

/** Larger files are no configuration: 20 MiB holds some 100,000 repositories. */
const LARGEST_FILE = 20 * 1024 * 1024;

/**
 * Reads a `.json`, `.yaml` or `.yml` file; a fault of the file is reported, never thrown.
 * @param path where it is
 * @param file what messages call it
 */
export function readFile(path: string, file: string): ReadFile {
  const fault = (message: string): ReadFile => ({ documents: [], faults: [{ line: 1, column: 1, message }] });
  try {
    const { size } = statSync(path);
    if (size > LARGEST_FILE) return fault(`the file has ${size} bytes; at most ${LARGEST_FILE} are read, split it`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    if (text.trim() === "") return fault("the file is empty; write something into it or delete it");
    return path.endsWith(".json") ? readJson(file, text) : readYaml(file, text);
  } catch (cause) {
    if (cause instanceof TypeError) return fault("the file is not UTF-8 text; save it as UTF-8");
    return fault(`can not be read: ${(cause as NodeJS.ErrnoException).code ?? (cause as Error).message}`);
  }
}
