import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { registerLifecycle } from "../../../src/cli/lifecycle/command";

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Of the error that ends the program. */
  readonly error: string | undefined;
  readonly exitCode: number;
}

/** A project of its own in a new folder, where commands run in this process. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "cdktf-ecr-lifecycle-"));

  constructor(private readonly register: (program: Command, root: string) => void = registerLifecycle) {}

  write(name: string, content: string | object): string {
    const path = join(this.root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  async run(...args: readonly string[]): Promise<Ran> {
    const out: string[] = [];
    const err: string[] = [];
    const into =
      (texts: string[]) =>
      (text: string | Uint8Array, ...rest: unknown[]) => {
        texts.push(String(text));
        for (const done of rest) if (typeof done === "function") (done as () => void)();
        return true;
      };
    const spies = [
      jest.spyOn(process.stdout, "write").mockImplementation(into(out)),
      jest.spyOn(process.stderr, "write").mockImplementation(into(err)),
      jest.spyOn(process, "cwd").mockReturnValue(this.root),
    ];
    const codeBefore = process.exitCode;
    process.exitCode = undefined;
    let error: string | undefined;
    try {
      const program = new Command("ecr").exitOverride();
      this.register(program, this.root);
      await program.parseAsync(args, { from: "user" });
    } catch (cause) {
      error = (cause as Error).message;
    }
    const exitCode = process.exitCode as number | undefined;
    process.exitCode = codeBefore;
    spies.forEach((spy) => {
      spy.mockRestore();
    });
    return { stdout: out.join(""), stderr: err.join(""), error, exitCode: exitCode ?? 0 };
  }
}

export const digest = (fill: string): string => `sha256:${fill.repeat(64)}`;

/** An entry of `imageDetails`. */
export function detail(fill: string, day: string, tags: readonly string[] = [], more: object = {}): object {
  return {
    registryId: "111122223333",
    repositoryName: "team/api",
    imageDigest: digest(fill),
    imageTags: tags,
    imageSizeInBytes: 2 ** 30,
    imagePushedAt: `${day}T00:00:00+00:00`,
    imageManifestMediaType: "application/vnd.docker.distribution.manifest.v2+json",
    ...more,
  };
}

/** Keeps the newest `count` images. */
export function keep(count: number): object {
  return {
    rules: [
      {
        rulePriority: 1,
        description: `Keep the newest ${count}`,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: count },
        action: { type: "expire" },
      },
    ],
  };
}

export const ENVIRONMENT = `account: "111122223333"
region: eu-west-1
state: { local: {} }
lifecyclePolicies:
  three: ${JSON.stringify(keep(3))}
`;

export const REPOSITORIES = `repositories:
  - repositoryName: team/api
    lifecyclePolicy: three
  - repositoryName: team/web
`;
