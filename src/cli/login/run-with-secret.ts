import { spawn } from "node:child_process";

/**
 * Runs a program that reads a secret from its standard input. Unlike arguments and environment variables, other users of
 * the machine cannot read it.
 * @throws Error if the program cannot be started, and the signal's reason if it was aborted
 */
export async function runWithSecret(path: string, args: readonly string[], secret: string, signal: AbortSignal) {
  const child = spawn(path, args, { stdio: ["pipe", "pipe", "pipe"], signal });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => (texts[stream] += text));
  }
  // A program that ends without reading reports the reason on standard error.
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

/** A program might print the secret, either plain or encoded for its credential store. */
function without(secret: string, text: string): string {
  const stored = Buffer.from(`AWS:${secret}`).toString("base64");
  return text.replaceAll(secret, "***").replaceAll(stored, "***").trim();
}
