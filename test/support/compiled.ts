import { transformFileSync, type Options } from "@swc/core";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, extname, join } from "node:path";
import packageJson from "../../package.json";

const ROOT = join(__dirname, "../..");
const CACHE = join(ROOT, ".cache/compiled");
/** With the app that `ecr local` is tried on. */
const COMPILED = ["src", "modules", "stacks", "test/support/e2e/local-app"];
/** What commands read of the package besides their code. */
const LINKED = ["package.json", "CHANGELOG.md", "docs", "environments", "help", "templates", "terraform"];

let folder: string | undefined;

/**
 * The program `ecr` as compiled code, which the published package has too. It starts in half of the time that tsx takes, and tests
 * start it some hundred times.
 */
export function ecrProgram(): string {
  return join(compiledProject(), "src/cli/ecr.js");
}

/** The folder of the compiled project, which is made when its sources are new. */
export function compiledProject(): string {
  return (folder ??= madeOf(COMPILED.flatMap(filesBelow)));
}

function filesBelow(name: string): string[] {
  return readdirSync(join(ROOT, name), { recursive: true, encoding: "utf8" })
    .filter((path) => extname(path) !== "")
    .map((path) => join(name, path))
    .sort();
}

function madeOf(files: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(swcOptions()));
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  const made = join(CACHE, hash.digest("hex").slice(0, 16));
  if (existsSync(made)) return made;
  mkdirSync(CACHE, { recursive: true });
  const temporary = mkdtempSync(join(CACHE, "new-"));
  for (const file of files) compile(file, temporary);
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(temporary, name));
  try {
    renameSync(temporary, made);
  } catch (cause) {
    // Another worker was faster.
    if (!existsSync(made)) throw cause;
    rmSync(temporary, { recursive: true });
  }
  return made;
}

function compile(file: string, to: string): void {
  const target = join(to, file);
  mkdirSync(dirname(target), { recursive: true });
  if (!file.endsWith(".ts")) copyFileSync(join(ROOT, file), target);
  else writeFileSync(target.replace(/\.ts$/, ".js"), transformFileSync(join(ROOT, file), swcOptions()).code);
}

/** As Jest compiles what tests import. */
function swcOptions(): Options {
  const [project] = packageJson.jest.projects;
  const [, options] = project?.transform["^.+\\.ts$"] ?? [];
  return { ...(options as Options), swcrc: false };
}
