import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ecrProgram } from "./compiled";

const ROOT = join(__dirname, "../..");

/** How a run of the command ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project in a temporary folder, in which the `ecr` command is run as users run it. */
export class EcrProject {
  readonly folder: string;

  /** @param files texts by path below the project */
  constructor(files: Readonly<Record<string, string>> = {}) {
    this.folder = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-cli-"));
    // The sources of modules make it a project that generates them.
    symlinkSync(join(ROOT, "modules"), join(this.folder, "modules"));
    mkdirSync(join(this.folder, "environments"));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  remove(name: string): void {
    rmSync(join(this.folder, name), { recursive: true });
  }

  ecr(...args: readonly string[]): Ended {
    const env = { ...process.env, NO_COLOR: "1" };
    const words = [ecrProgram(), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: this.folder, env, encoding: "utf8" });
    return { status, stdout, stderr };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }
}
