import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblem } from "../../../src/config/problems";
import { read as readFiles } from "../config";

/** Inputs of situations that people reported publicly, one folder each. */
export const FIELD = join(__dirname, "../../fixtures/field");

export const input = (...path: readonly string[]): string => join(FIELD, ...path);
export const text = (...path: readonly string[]): string => readFileSync(input(...path), "utf8");
export const json = (...path: readonly string[]): unknown => JSON.parse(text(...path));

/** The problems of an environment, in the order in which `validate` reports them. */
export function validated(name: string, folder = "env"): string[] {
  const paths = readdirSync(input(name, folder), { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  const files = paths.map(({ parentPath, name: file }) => {
    const path = join(parentPath, file);
    return [path.slice(input(name, folder).length + 1), readFileSync(path, "utf8")] as const;
  });
  return readFiles(Object.fromEntries(files)).problems.map((problem) => formatProblem(problem));
}
