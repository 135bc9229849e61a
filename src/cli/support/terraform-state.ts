import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type StackKind } from "../../model/stack-kinds";
import { FOLDERS } from "./tree";

/** The Terraform or OpenTofu that commands run. cdktf reads the same variable, and ignores an empty one too. */
export function terraformBinary(env: NodeJS.ProcessEnv = process.env): string {
  const { TERRAFORM_BINARY_NAME: name = "" } = env;
  return name === "" ? "terraform" : name;
}

/**
 * The addresses in the Terraform state of one of an environment's stacks.
 * @param state file with the output of `terraform state list`; `-` for standard input; `undefined` to run Terraform
 * @throws Error when the state cannot be read
 */
export async function addressesInState(
  root: string,
  { environment, kind }: StackPlace,
  state: string | undefined,
): Promise<string[]> {
  if (state !== undefined && state !== "-" && !existsSync(state)) {
    throw new Error(`--state: ${state} does not exist. Pass a file with the output of terraform state list`);
  }
  const text =
    state === undefined
      ? await stateList(root, { environment, kind })
      : readFileSync(state === "-" ? 0 : state, "utf8");
  return text.split(/\s+/).filter((word) => word !== "");
}

export interface StackPlace {
  readonly environment: string;
  readonly kind: StackKind;
}

/** Folders in which Terraform can run a stack: cdktf's, and the checked-in one. */
function stackFolders({ environment, kind }: StackPlace): string[] {
  return [join("cdktf.out", "stacks", `${environment}-${kind}`), join(FOLDERS.environment, environment, kind)];
}

/** The folder of a stack that is initialized, relative to the project; `undefined` if none is. */
export function initializedFolder(root: string, place: StackPlace): string | undefined {
  return stackFolders(place).find((path) => existsSync(join(root, path, ".terraform")));
}

/** Runs `terraform state list` in cdktf's folder of the stack, or in the checked-in one if only that is initialized. */
async function stateList(root: string, place: StackPlace): Promise<string> {
  const { environment: name, kind } = place;
  const folder = initializedFolder(root, place);
  const byHand = "or pass the output of terraform state list with --state <file>";
  if (folder === undefined) {
    throw new Error(
      `${name}: the ${kind} stack is not initialized in ${stackFolders(place).join(" or ")}. Deploy first (npx cdktf deploy ${name}-${kind}), ${byHand}.`,
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

/**
 * The file with the addresses of a stack, from the values of `--state`: one file for the only stack, or `<stack>=<file>` for each.
 * @param stacks number of the stacks whose addresses are needed
 * @returns `undefined` if no files are given
 * @throws Error if files are given, but none is for the stack
 */
export function stateFile(
  { environment, kind }: StackPlace,
  stacks: number,
  files: readonly string[],
): string | undefined {
  const [only] = files;
  if (only === undefined || (stacks === 1 && files.length === 1 && !only.includes("="))) return only;
  const stack = `${environment}-${kind}`;
  const found = files.find((file) => file.startsWith(`${stack}=`));
  if (found !== undefined) return found.slice(stack.length + 1);
  throw new Error(
    `--state: expected a file for ${stack}, found ${files.join(" ")}. Add ${stack}=<file>, with the output of terraform state list`,
  );
}
