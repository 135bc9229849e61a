import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type EnvironmentResult } from "../../../src/config/environment-result";
import { formatProblem } from "../../../src/config/problems";
import { readEnvironments } from "../../../src/config/read-environments";

/** A temporary folder with files, for tests that read environments from disk. */
export class TemporaryProject {
  readonly root = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-extends-"));

  /** @param files texts by path */
  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    writeFileSync(join(this.root, name), text);
  }

  link(name: string, target: string): void {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    symlinkSync(target, join(this.root, name));
  }

  /** @param folder the project's folder in the temporary one */
  read(folder = "."): EnvironmentResult[] {
    return readEnvironments(join(this.root, folder));
  }

  /** Problems of all environments as lines. */
  problems(folder = "."): string[] {
    return this.read(folder).flatMap(({ problems }) => problems.map((problem) => formatProblem(problem)));
  }

  dispose(): void {
    rmSync(this.root, { recursive: true });
  }
}
