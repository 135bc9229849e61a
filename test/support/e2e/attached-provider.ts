import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";

/**
 * A Terraform provider that several commands use, one after the other. By itself, Terraform starts it twice for each run of
 * `terraform test`, which takes longer than the run. Only for commands that do not configure it, such as tests with mocked
 * providers: a provider process expects one configuration.
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export class AttachedProvider {
  private constructor(
    private readonly child: ChildProcess,
    /** Variables that let Terraform use it. */
    readonly variables: Readonly<Record<string, string>>,
  ) {}

  /**
   * @param folder where `terraform init` has installed the provider
   * @param name such as `aws`
   * @throws Error with what the provider said if it does not start
   */
  static async start(folder: string, name: string, env: NodeJS.ProcessEnv): Promise<AttachedProvider> {
    const child = spawn(executable(folder, name), ["-debug"], { env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const attach = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", () => {
        reject(new Error(`the provider ${name} ended\n${said}`));
      });
      const read = (text: string): void => {
        said += text;
        const [, value] = /TF_REATTACH_PROVIDERS='(.*)'\n/.exec(said) ?? [];
        if (value !== undefined) resolve(value);
      };
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", read);
    });
    return new AttachedProvider(child, { TF_REATTACH_PROVIDERS: attach });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
  }
}

function executable(folder: string, name: string): string {
  const providers = path.join(folder, ".terraform/providers");
  // Terraform links packages of a mirror, and readdir does not follow links.
  const [file, ...others] = packagesBelow(providers).flatMap((it) =>
    readdirSync(it)
      .filter((entry) => entry.startsWith(`terraform-provider-${name}`))
      .map((entry) => path.join(it, entry)),
  );
  if (file === undefined || others.length > 0) throw new Error(`expected one provider ${name} in ${providers}`);
  return file;
}

/** The folders `<host>/<namespace>/<type>/<version>/<platform>`. */
function packagesBelow(folder: string): string[] {
  return Array.from({ length: 5 }).reduce<string[]>(
    (folders) => folders.flatMap((it) => readdirSync(it).map((entry) => path.join(it, entry))),
    [folder],
  );
}
