import { spawn, type ChildProcess } from "node:child_process";
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
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { compiledProject } from "../compiled";
import { AttachedProvider } from "./attached-provider";

/** What a program said and how it ended. */
export interface Ran {
  /** Exit code, or the signal that ended it. */
  readonly exit: number | NodeJS.Signals;
  /** Without colours. */
  readonly stdout: string;
  /** Without colours. */
  readonly stderr: string;
}

/** A program that was started and may still run. */
export interface Running {
  readonly child: ChildProcess & { readonly pid: number };
  readonly ran: Promise<Ran>;
}

const ROOT = path.resolve(__dirname, "../../..");
/** Commands that start no provider. */
const WITHOUT_PROVIDER = ["fmt", "init", "output", "state", "version"];

/** A project folder for one test: temporary, with this project's node_modules. */
export class Workspace {
  readonly folder: string;
  /** Let a program that starts Terraform use the kept provider. Empty until the first run of `terraform`. */
  providerVariables: Readonly<Record<string, string>> = {};
  private keepsProvider = false;
  private provider: Promise<AttachedProvider> | undefined;

  /** @param files texts by relative path */
  constructor(files: Readonly<Record<string, string>> = {}) {
    this.folder = mkdtempSync(path.join(realpathSync(tmpdir()), "cdktf-ecr-"));
    symlinkSync(path.join(ROOT, "node_modules"), path.join(this.folder, "node_modules"));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** Copies files or folders of the project to the same place here. */
  copy(...names: readonly string[]): this {
    for (const name of names) cpSync(path.join(ROOT, name), this.path(name), { recursive: true });
    return this;
  }

  /**
   * Links folders of the project to the same place here: tsx keeps translations by path, so a copy would be translated again.
   * Never write to them.
   */
  link(...names: readonly string[]): this {
    for (const name of names) symlinkSync(path.join(ROOT, name), this.path(name));
    return this;
  }

  /** Copies what a folder of the project holds to the top of this one. */
  copyContents(name: string): this {
    cpSync(path.join(ROOT, name), this.folder, { recursive: true });
    return this;
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  path(...names: readonly string[]): string {
    return path.join(this.folder, ...names);
  }

  /** Starts a program here. @param env its whole environment */
  start(command: string, args: readonly string[], env: NodeJS.ProcessEnv, folder = "."): Running {
    const child = spawn(command, args, { cwd: this.path(folder), env, stdio: ["ignore", "pipe", "pipe"] });
    const { pid } = child;
    if (pid === undefined) throw new Error(`${command} cannot be started`);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const ran = new Promise<Ran>((resolve) => {
      child.once("close", (code, signal) => {
        const exit = code ?? signal ?? 1;
        resolve({ exit, stdout: stripVTControlCharacters(stdout), stderr: stripVTControlCharacters(stderr) });
      });
    });
    return { child: Object.assign(child, { pid }), ran };
  }

  /** Runs a program here to its end. @param env its whole environment */
  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv, folder?: string): Promise<Ran> {
    return this.start(command, args, env, folder).ran;
  }

  /**
   * Lets all runs of `terraform` use one AWS provider, which the first of them starts. For tests that run one command at a time,
   * with one environment and one configuration of the provider.
   */
  keepProvider(): this {
    this.keepsProvider = true;
    return this;
  }

  /** Runs Terraform in a folder of the workspace. @throws Error with its output when it fails */
  async terraform(args: readonly string[], env: NodeJS.ProcessEnv, folder?: string): Promise<string> {
    const output = await this.mustRun("terraform", args, { ...env, ...(await this.kept(args, env, folder)) }, folder);
    if (args[0] === "init") this.forgetChecksums(folder);
    return output;
  }

  /** Runs a program of Node here. @throws Error with its output when it fails */
  async node(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
    return this.mustRun(process.execPath, args, env);
  }

  /** Runs the cdktf CLI here. @throws Error with its output when it fails */
  async cdktf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
    return this.mustRun(process.execPath, [this.path("node_modules/cdktf-cli/bundle/bin/cdktf"), ...args], env);
  }

  /** Synthesizes all stacks: what cdktf does first, without the seconds that it and tsx take to start. */
  async synthesize(env: NodeJS.ProcessEnv): Promise<void> {
    await this.node([this.writeMain()], env);
  }

  /** Writes a program that does what `main.ts` does. @returns its name */
  writeMain(): string {
    const synthesis = path.join(compiledProject(), "src/synthesize");
    this.write("main.cjs", `require(${JSON.stringify(synthesis)}).synthesize(__dirname);\n`);
    return "main.cjs";
  }

  /**
   * Synthesizes, and applies stacks with Terraform itself: what `cdktf deploy` does, without the seconds that its start takes.
   * @param prefix of the names of the stacks
   * @throws Error with the output of what fails
   */
  async applyStacks(prefix: string, env: NodeJS.ProcessEnv): Promise<void> {
    await this.synthesize(env);
    const stacks = readdirSync(this.path("cdktf.out/stacks")).filter((name) => name.startsWith(prefix));
    if (stacks.length === 0) throw new Error(`no stack begins with ${prefix}`);
    for (const stack of stacks.sort()) {
      const folder = `cdktf.out/stacks/${stack}`;
      await this.terraform(["init", "-input=false", "-no-color"], env, folder);
      await this.terraform(["apply", "-input=false", "-no-color", "-auto-approve"], env, folder);
    }
  }

  /** Without checksums in the lock file, Terraform does not hash the 700 MB of the AWS provider in each later command. */
  private forgetChecksums(folder = "."): void {
    const lock = path.join(folder, ".terraform.lock.hcl");
    if (existsSync(this.path(lock))) this.write(lock, this.read(lock).replaceAll(/^ +hashes = \[[^\]]*\]\n/gm, ""));
  }

  private async kept(
    [command = ""]: readonly string[],
    env: NodeJS.ProcessEnv,
    folder = ".",
  ): Promise<Readonly<Record<string, string>>> {
    if (!this.keepsProvider || WITHOUT_PROVIDER.includes(command)) return {};
    this.provider ??= AttachedProvider.start(this.path(folder), "aws", env);
    this.providerVariables = (await this.provider).variables;
    return this.providerVariables;
  }

  private async mustRun(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    folder?: string,
  ): Promise<string> {
    const { exit, stdout, stderr } = await this.run(command, args, env, folder);
    if (exit !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${exit}\n${stdout}\n${stderr}`);
    return stdout;
  }

  dispose(): void {
    void this.provider?.then((provider) => provider.stop());
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
