import { spawn } from "node:child_process";

/** How a program ended, and what it said: the secret is in neither of the texts. */
export interface EndedWithSecret {
  /** Exit code, or the signal that ended it. */
  readonly exit: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program that reads a secret from its standard input. Arguments and environment of a process can be read by others
 * on the machine, its standard input cannot.
 * @throws Error when it cannot be started, and the signal's reason when it was aborted
 */
export async function runWithSecret(
  path: string,
  args: readonly string[],
  secret: string,
  signal: AbortSignal,
): Promise<EndedWithSecret> {
  const child = spawn(path, args, { stdio: ["pipe", "pipe", "pipe"], signal });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => (texts[stream] += text));
  }
  // One that ends without reading says why on its standard error.
  child.stdin.on("error", () => undefined);
  child.stdin.end(secret);
  const exit = await new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, by) => {
      resolve(code ?? by ?? 1);
    });
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw cause;
  });
  return { exit, stdout: without(secret, texts.stdout), stderr: without(secret, texts.stderr) };
}

/** A program might repeat what it was given, as it is or as credentials are stored. */
function without(secret: string, text: string): string {
  const stored = Buffer.from(`AWS:${secret}`).toString("base64");
  return text.replaceAll(secret, "***").replaceAll(stored, "***").trim();
}
