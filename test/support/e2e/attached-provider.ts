import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { readdirSync } from "node:fs";
import { Socket } from "node:net";
import path from "node:path";

/** Starts a provider, and kills it when standard input ends, as it does with the process that holds it. */
const UNTIL_INPUT_ENDS = `
exec 3<&0
(read -r _ <&3; kill -9 $$) >/dev/null 2>&1 &
exec "$0" -debug 3<&- </dev/null
`;

/**
 * A Terraform provider that several commands use, one after the other. By itself, Terraform starts it three to five times for each
 * command, which takes longer than what it does. All commands must configure it in the same way: it keeps the environment that it
 * was started with, and one configuration at a time. Terraform must not be interrupted, which stops the provider for good.
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export class AttachedProvider {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    /** Variables that let Terraform use it. */
    readonly variables: Readonly<Record<string, string>>,
  ) {}

  /**
   * @param folder where `terraform init` has installed the provider
   * @param name such as `aws`
   * @throws Error with what the provider said if it does not start
   */
  static async start(folder: string, name: string, env: NodeJS.ProcessEnv): Promise<AttachedProvider> {
    // With certificates of its own, the AWS provider can be configured only once. The emulator needs none.
    const { AWS_CA_BUNDLE: _, ...others } = env;
    const child = spawn("sh", ["-c", UNTIL_INPUT_ENDS, executable(folder, name)], { env: others });
    let said = "";
    const attach = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", () => {
        reject(new Error(`the provider ${name} ended\n${said}`));
      });
      const read = (text: string): void => {
        said += text;
        const [, value] = /TF_REATTACH_PROVIDERS='(.*)'\n/.exec(said) ?? [];
        if (value === undefined) return;
        // It logs megabytes for each command.
        for (const stream of streams) stream.off("data", read).resume();
        resolve(value);
      };
      const streams = [child.stdout, child.stderr];
      for (const stream of streams) stream.setEncoding("utf8").on("data", read);
    });
    // Jest's process may end without having stopped it.
    child.unref();
    for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
    return new AttachedProvider(child, { TF_REATTACH_PROVIDERS: attach });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.ref();
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stdin.end();
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
