import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  PutImageCommand,
  RepositoryNotFoundException,
} from "@aws-sdk/client-ecr";
import { ecrProgram } from "../compiled";
import { EMULATED_ACCOUNT, type TestEmulator } from "./emulator";
import { Workspace, type Ran, type Running } from "./workspace";

export const REGION = "ap-southeast-2";

/** Keeps a lock file without checksums as `Workspace.terraform` leaves it. */
const KEEP_LOCK = { TF_CLI_ARGS_init: "-lockfile=readonly" };

/** Runs a program in a terminal of its own, and hands its standard input on to it. */
const IN_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

/** What is done and typed each time the question is there. */
export interface Answer {
  readonly before?: () => Promise<void>;
  readonly typed: string;
}

/** A project with one environment, deployed to an emulator, and the `ecr` command in it. */
export class DestroyBench {
  readonly workspace = new Workspace().copy("cdktf.json");
  readonly ecr: ECRClient;

  constructor(
    private readonly emulator: TestEmulator,
    readonly name: string,
  ) {
    this.ecr = new ECRClient(emulator.config);
    const { workspace } = this;
    workspace.write("cdktf.json", workspace.read("cdktf.json").replace("-r tsx/cjs main.ts", workspace.writeMain()));
  }

  dispose(): void {
    this.ecr.destroy();
    this.workspace.dispose();
  }

  /** Writes the environment. @param more lines of YAML */
  declare(repositories: string, more = ""): void {
    const environment = `account: "${EMULATED_ACCOUNT}"\nregion: ${REGION}\nstate: { local: {} }\n${more}`;
    this.workspace.write(`environments/${this.name}/environment.yaml`, environment);
    this.workspace.write(`environments/${this.name}/repositories/list.yaml`, `repositories:\n${repositories}`);
  }

  async deploy(): Promise<void> {
    await this.workspace.applyStacks(`${this.name}-`, this.emulator.env);
  }

  /** Puts images into a repository. */
  async push(repositoryName: string, ...tags: readonly string[]): Promise<void> {
    for (const imageTag of tags) {
      const config = { mediaType: "application/vnd.docker.container.image.v1+json", size: 2048, digest: "sha256:1" };
      const mediaType = "application/vnd.docker.distribution.manifest.v2+json";
      const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [], imageTag });
      const imageDigest = `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
      await this.ecr.send(new PutImageCommand({ repositoryName, imageTag, imageDigest, imageManifest }));
    }
  }

  /** Every repository of the emulator with how many images it has. */
  async contents(): Promise<Readonly<Record<string, number>>> {
    const { repositories = [] } = await this.ecr.send(new DescribeRepositoriesCommand({}));
    const names = repositories.map(({ repositoryName = "" }) => repositoryName).sort();
    const counts: Record<string, number> = {};
    for (const repositoryName of names) {
      try {
        const { imageDetails = [] } = await this.ecr.send(new DescribeImagesCommand({ repositoryName }));
        counts[repositoryName] = imageDetails.length;
      } catch (cause) {
        // Terraform may delete it after it was listed.
        if (!(cause instanceof RepositoryNotFoundException)) throw cause;
      }
    }
    return counts;
  }

  start(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Running {
    return this.workspace.start(process.execPath, this.command(args), {
      ...this.variables(),
      NO_COLOR: "1",
      ...env,
    });
  }

  /** Without a terminal. */
  destroy(...args: readonly string[]): Promise<Ran> {
    return this.start(args).ran;
  }

  /** In a terminal, at which the question is answered as often as there are answers; both outputs are one. */
  async destroyTyping(
    answers: readonly Answer[],
    ...args: readonly string[]
  ): Promise<{ exit: number | null; text: string }> {
    const child = spawn("python3", ["-c", IN_TERMINAL, process.execPath, ...this.command(args)], {
      cwd: this.workspace.folder,
      env: { ...this.variables(), NO_COLOR: "1", TERM: "dumb" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    let text = "";
    let answered = 0;
    const answer = async ({ before, typed }: Answer): Promise<void> => {
      await before?.();
      child.stdin.write(typed);
    };
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      // The question is drawn again with each key, so it counts once between two counts of images.
      const parts = text.split("Counting again:");
      const next = answers[answered];
      if (next === undefined || parts[answered]?.includes(`Type ${this.name} to destroy it:`) !== true) return;
      answered += 1;
      void answer(next);
    });
    const exit = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { exit, text };
  }

  /** Which policies a repository has. */
  async policies(repositoryName: string): Promise<string[]> {
    const has = (answer: Promise<unknown>): Promise<boolean> =>
      answer.then(
        () => true,
        () => false,
      );
    const lifecycle = await has(this.ecr.send(new GetLifecyclePolicyCommand({ repositoryName })));
    const repository = await has(this.ecr.send(new GetRepositoryPolicyCommand({ repositoryName })));
    return [...(lifecycle ? ["lifecycle policy"] : []), ...(repository ? ["repository policy"] : [])];
  }

  /** The file that holds the state of the registry's stack, as its backend says. */
  stateFile(): string {
    const folder = `cdktf.out/stacks/${this.name}-registry`;
    const { terraform } = JSON.parse(this.workspace.read(`${folder}/cdk.tf.json`)) as {
      terraform: { backend: { local: { path: string } } };
    };
    return this.workspace.path(folder, terraform.backend.local.path);
  }

  /** Runs Terraform where cdktf has synthesized the registry's stack. */
  terraform(...args: readonly string[]): Promise<string> {
    return this.workspace.terraform(args, this.emulator.env, `cdktf.out/stacks/${this.name}-registry`);
  }

  private variables(): NodeJS.ProcessEnv {
    return { ...this.emulator.env, ...KEEP_LOCK, ...this.workspace.providerVariables };
  }

  private command(args: readonly string[]): string[] {
    return [ecrProgram(), "destroy", this.name, ...args];
  }
}
