import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Environment } from "../../model/environment";

/**
 * Addresses of everything in the state of an environment's registry.
 * @param state file with what `terraform state list` has printed; `-` for standard input; `undefined` to ask Terraform
 * @throws Error when the state cannot be read
 */
export async function addressesInState(
  root: string,
  environment: Environment,
  state: string | undefined,
): Promise<string[]> {
  const text =
    state === undefined ? await stateList(root, environment) : readFileSync(state === "-" ? 0 : state, "utf8");
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Asks Terraform in the folder where the stack was deployed from last: cdktf's, or the checked-in one. */
async function stateList(root: string, { name }: Environment): Promise<string> {
  const folders = [
    join("cdktf.out", "stacks", `${name}-registry`),
    join("terraform", "environments", name, "registry"),
  ];
  const folder = folders.find((it) => existsSync(join(root, it, ".terraform")));
  const byHand = `or give what terraform state list prints: --state <file>`;
  if (folder === undefined) {
    throw new Error(
      `${name}: nothing tells what is in Terraform's state, since neither ${folders.join(" nor ")} was initialised here; deploy first (npx cdktf deploy ${name}-registry), ${byHand}`,
    );
  }
  const terraform = process.env["TERRAFORM_BINARY_NAME"] ?? "terraform";
  try {
    const { stdout } = await promisify(execFile)(terraform, ["state", "list"], {
      cwd: join(root, folder),
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (cause) {
    const { stderr = "", message } = cause as Error & { readonly stderr?: string };
    // No state at all is an empty one.
    if (stderr.includes("No state file was found")) return "";
    throw new Error(`${name}: terraform state list fails in ${folder}: ${stderr.trim() || message}; ${byHand}`, {
      cause,
    });
  }
}
