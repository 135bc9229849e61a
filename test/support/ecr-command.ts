import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");
const SOURCES = ["src", "modules", "stacks", "package.json"];

/** How a run of the command ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Sources in a temporary folder that a test file's projects have one after the other: in each new place tsx translates them anew. */
let spare: string | undefined;

afterAll(() => {
  if (spare !== undefined) rmSync(spare, { recursive: true });
});

function withSources(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-cli-"));
  for (const name of SOURCES) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** A project in a temporary folder, in which the `ecr` command is run as users run it. */
export class EcrProject {
  readonly folder: string;

  /** @param files texts by path below the project */
  constructor(files: Readonly<Record<string, string>> = {}) {
    this.folder = spare ?? withSources();
    spare = undefined;
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
    const words = ["-r", "tsx/cjs", "src/cli/ecr.ts", ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: this.folder, env, encoding: "utf8" });
    return { status, stdout, stderr };
  }

  /** Takes away all but the sources. */
  dispose(): void {
    for (const name of readdirSync(this.folder)) {
      if (!SOURCES.includes(name) && name !== "node_modules") rmSync(join(this.folder, name), { recursive: true });
    }
    if (spare === undefined) spare = this.folder;
    else rmSync(this.folder, { recursive: true });
  }
}
