import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Environment } from "../../model/environment";

/** The Terraform or OpenTofu that commands run. cdktf reads the same variable, and ignores an empty one too. */
export function terraformBinary(env: NodeJS.ProcessEnv = process.env): string {
  const { TERRAFORM_BINARY_NAME: name = "" } = env;
  return name === "" ? "terraform" : name;
}

/**
 * The addresses in the Terraform state of an environment's registry stack.
 * @param state file with the output of `terraform state list`; `-` for standard input; `undefined` to run Terraform
 * @throws Error when the state cannot be read
 */
export async function addressesInState(
  root: string,
  environment: Environment,
  state: string | undefined,
): Promise<string[]> {
  if (state !== undefined && state !== "-" && !existsSync(state)) {
    throw new Error(`--state: expected a file with the output of terraform state list, found no file ${state}`);
  }
  const text =
    state === undefined ? await stateList(root, environment) : readFileSync(state === "-" ? 0 : state, "utf8");
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Runs `terraform state list` in cdktf's folder of the stack, or in the checked-in one if only that is initialized. */
async function stateList(root: string, { name }: Environment): Promise<string> {
  const folders = [
    join("cdktf.out", "stacks", `${name}-registry`),
    join("terraform", "environments", name, "registry"),
  ];
  const folder = folders.find((path) => existsSync(join(root, path, ".terraform")));
  const byHand = "or pass the output of terraform state list with --state <file>";
  if (folder === undefined) {
    throw new Error(
      `${name}: the registry stack is not initialized in ${folders.join(" or ")}. Deploy first (npx cdktf deploy ${name}-registry), ${byHand}.`,
    );
  }
  const terraform = terraformBinary();
  try {
    const { stdout } = await promisify(execFile)(terraform, ["state", "list"], {
      cwd: join(root, folder),
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (cause) {
    const { stderr = "", message } = cause as Error & { readonly stderr?: string };
    // Terraform's own words. A missing state counts as an empty one.
    if (stderr.includes("No state file was found")) return "";
    throw new Error(
      `${name}: terraform state list failed in ${folder}: ${stderr.trim() || message}. Fix this, ${byHand}.`,
      {
        cause,
      },
    );
  }
}
