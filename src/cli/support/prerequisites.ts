import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { terraformBinary } from "./terraform-state";

/** The oldest Terraform that can lock state in S3 without a DynamoDB table (not as a preview). */
export const TERRAFORM_FLOOR = "1.11.0";

/** The programs that deploy and destroy stacks. */
export interface Prerequisites {
  readonly terraform: string;
  readonly cdktf: CdktfCli;
}

export interface CdktfCli {
  readonly version: string;
  /** Script to run with Node. */
  readonly script: string;
}

/**
 * Finds Terraform and the cdktf CLI.
 * @throws Error when one is missing, fails or is too old
 */
export function findPrerequisites(env: NodeJS.ProcessEnv, projectFolder: string): Prerequisites {
  return { terraform: findTerraform(env), cdktf: findCdktf(projectFolder) };
}

const versionSchema = z.object({ terraform_version: z.string() });

function findTerraform(env: NodeJS.ProcessEnv): string {
  const binary = terraformBinary(env);
  const { status, stdout, stderr, error } = spawnSync(binary, ["version", "-json"], { env, encoding: "utf8" });
  if (error !== undefined && "code" in error && error.code === "ENOENT") {
    throw new Error(
      `expected Terraform ${TERRAFORM_FLOOR} or newer, found no executable ${binary} on the PATH. Install it: https://developer.hashicorp.com/terraform/install`,
    );
  }
  if (error !== undefined || status !== 0) {
    throw new Error(`${binary} version failed: ${error?.message ?? stderr.trim()}`);
  }
  const { terraform_version: version } = versionSchema.parse(JSON.parse(stdout));
  if (!atLeast(version, TERRAFORM_FLOOR)) {
    throw new Error(
      `expected Terraform ${TERRAFORM_FLOOR} or newer (for state locking in S3), found ${version}. Upgrade it: https://developer.hashicorp.com/terraform/install`,
    );
  }
  return version;
}

/** Whether a version is the floor or newer. A pre-release counts as its release. */
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
    throw new Error("expected the cdktf CLI in this project, found none. Run npm ci.", { cause });
  }
  const { version, bin } = packageSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return { version, script: path.join(path.dirname(file), bin.cdktf) };
}
