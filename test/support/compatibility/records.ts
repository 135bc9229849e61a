import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type StackRecord } from "./terraform-record";

/** Projects of earlier versions, a folder for each version. */
export const PROJECTS = join(__dirname, "../../fixtures/projects");

/** Folder of a project with the records of its stacks. */
const RECORDS = "recorded";

export function projectVersions(): string[] {
  return readdirSync(PROJECTS).sort((left, right) => left.localeCompare(right, "en", { numeric: true }));
}

export function readRecords(version: string): Record<string, StackRecord> {
  const folder = join(PROJECTS, version, RECORDS);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(
    names.map((name) => [
      name.replace(/\.json$/, ""),
      JSON.parse(readFileSync(join(folder, name), "utf8")) as StackRecord,
    ]),
  );
}

/** Writes one line for each address, so that a difference in a review names it. */
export function writeRecords(version: string, records: Readonly<Record<string, StackRecord>>): void {
  const folder = join(PROJECTS, version, RECORDS);
  mkdirSync(folder);
  for (const [stack, record] of Object.entries(records)) writeFileSync(join(folder, `${stack}.json`), lines(record));
}

function lines(record: StackRecord): string {
  const parts = Object.entries(record).map(([name, value]: [string, unknown]) => {
    const isTable = ["resources", "data", "locals", "outputs"].includes(name);
    const entries = isTable ? Object.entries(value as object) : [];
    if (entries.length === 0) return `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const rows = entries.map(([key, part]) => `  ${JSON.stringify(key)}: ${JSON.stringify(part)}`);
    return `${JSON.stringify(name)}: {\n${rows.join(",\n")}\n}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}
