import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";

/** The oldest Terraform that locks state in S3 by itself, without a preview. */
export const TERRAFORM_FLOOR = "1.11.0";

/** Programs that `up` runs. */
export interface Prerequisites {
  /** Version of Terraform. */
  readonly terraform: string;
  readonly cdktf: CdktfCli;
}

export interface CdktfCli {
  readonly version: string;
  /** The script that Node runs. */
  readonly script: string;
}

/**
 * Finds Terraform and the cdktf CLI.
 * @throws Error when one is missing, does not run or is too old
 */
export function findPrerequisites(env: NodeJS.ProcessEnv, projectFolder: string): Prerequisites {
  return { terraform: findTerraform(env), cdktf: findCdktf(projectFolder) };
}

const versionSchema = z.object({ terraform_version: z.string() });

function findTerraform(env: NodeJS.ProcessEnv): string {
  // The variable by which cdktf lets people choose another binary.
  const binary = env["TERRAFORM_BINARY_NAME"] ?? "terraform";
  const { status, stdout, stderr, error } = spawnSync(binary, ["version", "-json"], { env, encoding: "utf8" });
  if (error !== undefined && "code" in error && error.code === "ENOENT") {
    throw new Error(
      `${binary} is not on PATH; install Terraform ${TERRAFORM_FLOOR} or newer: https://developer.hashicorp.com/terraform/install`,
    );
  }
  if (error !== undefined || status !== 0) {
    throw new Error(`${binary} version failed: ${error?.message ?? stderr.trim()}`);
  }
  const { terraform_version: version } = versionSchema.parse(JSON.parse(stdout));
  if (!atLeast(version, TERRAFORM_FLOOR)) {
    throw new Error(
      `Terraform is ${version}; ${TERRAFORM_FLOOR} or newer is needed (S3 state locking): https://developer.hashicorp.com/terraform/install`,
    );
  }
  return version;
}

/** Whether a version is the floor or newer; a pre-release counts as its release. */
export function atLeast(version: string, floor: string): boolean {
  const [have, need] = [version, floor].map((text) => text.split("-")[0]?.split(".").map(Number) ?? []);
  for (const [index, wanted] of (need ?? []).entries()) {
    const part = have?.[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

const packageSchema = z.object({ version: z.string(), bin: z.object({ cdktf: z.string() }) });

function findCdktf(projectFolder: string): CdktfCli {
  let file: string;
  try {
    file = createRequire(path.join(projectFolder, "package.json")).resolve("cdktf-cli/package.json");
  } catch (cause) {
    throw new Error("the cdktf CLI is not installed in this project; run: npm ci", { cause });
  }
  const { version, bin } = packageSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return { version, script: path.join(path.dirname(file), bin.cdktf) };
}
