import { readFileSync, statSync } from "node:fs";
import { readJson } from "./json-source";
import { EMPTY_FILE, type ReadFile } from "./source";

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
    const { size, kind } = statOf(path);
    if (kind !== "file") return fault(`expected a file, found ${kind}. Rename or delete it`);
    if (size > LARGEST_FILE) return fault(`the file has ${size} bytes; at most ${LARGEST_FILE} are read, split it`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    return readText(file, text);
  } catch (cause) {
    return fault(`the file can not be read: ${reasonOf(cause)}`);
  }
}

/**
 * Reads the text of a `.json`, `.yaml` or `.yml` file.
 * @param file what messages call it
 */
export function readText(file: string, text: string): ReadFile {
  if (text.trim() === "") return { documents: [], faults: [{ line: 1, column: 1, message: EMPTY_FILE }] };
  return file.endsWith(".json") ? readJson(file, text) : yamlSource().readYaml(file, text);
}

/** Loaded with the first YAML file: it takes longer than all else that reads JSON. */
function yamlSource(): typeof import("./yaml-source") {
  return require("./yaml-source") as typeof import("./yaml-source");
}

/** Reading a pipe or a device would wait for whoever writes to it. */
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
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8 text; save it as UTF-8",
  EACCES: "permission denied; change its permissions (EACCES)",
  ELOOP: "it is a link that leads back to itself; fix or delete the link (ELOOP)",
  ENOENT: "it is a link to a file that is not there; fix or delete the link (ENOENT)",
};

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === undefined ? message : (REASONS[code] ?? code);
}
