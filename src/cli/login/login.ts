import { registryHost } from "../../domain/aws/arn";
import { requireEnvironment } from "../support/environments";
import { withInterrupts } from "../support/interrupts";
import { runWithSecret } from "./run-with-secret";
import { findTool, loginArguments, type LoginTool } from "./tools";

export interface LoginOptions {
  readonly tool?: LoginTool;
  readonly output: string;
}

export async function loginCommand(root: string, name: string, options: LoginOptions): Promise<void> {
  const environment = requireEnvironment(root, name);
  const { tool, path } = findTool(process.env, options.tool);
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  if (options.tool === undefined) log(`Logging in with ${tool} (${path}), the first tool found on the PATH.`);
  const { requireAccount } = require("../../aws/identity") as typeof import("../../aws/identity");
  const { registryPassword } =
    require("../../aws/authorization-token") as typeof import("../../aws/authorization-token");
  await requireAccount(environment, { log });
  const { user, password, expiresAt } = await registryPassword(environment, { log });
  const host = registryHost(environment.location);
  const { exit, stdout, stderr } = await withInterrupts((signal) =>
    runWithSecret(path, loginArguments(tool, user, host), password, signal),
  );
  if (exit !== 0) {
    const reason = [stderr, stdout].find((text) => text !== "") ?? "no reason given";
    throw new Error(`${tool} failed to log in to ${host} (exit ${exit}): ${reason}`);
  }
  // For example, where the tool stores the password.
  if (stderr !== "") log(stderr);
  const until = expiresAt.toISOString();
  const result = JSON.stringify({ tool, host, expiresAt: until }, undefined, 2);
  process.stdout.write(`${options.output === "json" ? result : `${tool} is logged in to ${host} until ${until}`}\n`);
}
