import { readFileSync, statSync } from "node:fs";
import { readJson } from "./json-source";
import { EMPTY_FILE, type ReadFile } from "./source";

/** Enough for about 100,000 repositories. */
const LARGEST_FILE = 20 * 1024 * 1024;

/**
 * Reads a `.json`, `.yaml` or `.yml` file. Faults are returned, not thrown.
 * @param path of the file
 * @param file its name in messages
 */
export function readFile(path: string, file: string): ReadFile {
  const fault = (message: string): ReadFile => ({ documents: [], faults: [{ line: 1, column: 1, message }] });
  try {
    const { size, kind } = statOf(path);
    if (kind !== "file") return fault(`expected a file, found ${kind}. Rename or delete it`);
    if (size > LARGEST_FILE) return fault(`expected at most ${LARGEST_FILE} bytes, found ${size}. Split the file`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    return readText(file, text);
  } catch (cause) {
    return fault(`expected a readable file, found ${reasonOf(cause)}`);
  }
}

/**
 * Reads the text of a `.json`, `.yaml` or `.yml` file.
 * @param file its name in messages
 */
export function readText(file: string, text: string): ReadFile {
  if (text.trim() === "") return { documents: [], faults: [{ line: 1, column: 1, message: EMPTY_FILE }] };
  return file.endsWith(".json") ? readJson(file, text) : yamlSource().readYaml(file, text);
}

/** Loaded lazily, because the YAML library takes longer to load than everything that JSON needs. */
function yamlSource(): typeof import("./yaml-source") {
  return require("./yaml-source") as typeof import("./yaml-source");
}

/** Only regular files are read: reading a pipe or device could block. */
function statOf(path: string): { readonly size: number; readonly kind: string } {
  const stat = statSync(path);
  const kinds = [
    [stat.isFile(), "file"],
    [stat.isDirectory(), "a folder"],
    [stat.isFIFO(), "a named pipe"],
    [stat.isSocket(), "a socket"],
  ] as const;
  return { size: stat.size, kind: kinds.find(([is]) => is)?.[1] ?? "a device" };
}

const REASONS: Readonly<Record<string, string>> = {
  ERR_ENCODING_INVALID_ENCODED_DATA: "text that is not UTF-8. Save it as UTF-8",
  EACCES: "a file without read permission (EACCES). Change its permissions",
  ELOOP: "a link that points to itself (ELOOP). Fix or delete the link",
  ENOENT: "a link to a file that does not exist (ENOENT). Fix or delete the link",
};

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === undefined ? message : (REASONS[code] ?? code);
}
