import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { findProviderMirrors } from "../../../src/emulator/provider-mirror";

/**
 * Makes a mirror whose packages are scripts that start the providers of this machine's mirrors. Terraform hashes a package when it
 * installs it, and again for each command if the lock file has its checksum. For the 700 MB of the AWS provider, that takes half
 * a second of each of some hundred commands.
 * @returns its folder; `undefined` if this machine has no mirror with unpacked packages
 */
export function lightMirror(cacheFolder: string, env: NodeJS.ProcessEnv): string | undefined {
  const { platform, arch: architecture } = process;
  if (platform === "win32") return undefined;
  const search = { env, homeFolder: homedir(), workingFolder: cacheFolder, platform, architecture };
  const programs = findProviderMirrors(search).flatMap((mirror) =>
    mirror.providers.flatMap((address) => programsOf(mirror.path, address)),
  );
  if (programs.length === 0) return undefined;
  const hash = createHash("sha256").update(JSON.stringify(programs)).digest("hex").slice(0, 16);
  const made = path.join(cacheFolder, `providers-${hash}`);
  if (existsSync(made)) return made;
  mkdirSync(cacheFolder, { recursive: true });
  const temporary = mkdtempSync(path.join(cacheFolder, "new-"));
  // The first mirror that has a package wins, as it does for Terraform.
  for (const [file, program] of new Map(programs.reverse())) {
    const script = path.join(temporary, file);
    mkdirSync(path.dirname(script), { recursive: true });
    writeFileSync(script, `#!/bin/sh\nexec '${program.replaceAll("'", "'\\''")}' "$@"\n`, { mode: 0o755 });
  }
  try {
    renameSync(temporary, made);
  } catch (cause) {
    // Another run was faster.
    if (!existsSync(made)) throw cause;
    rmSync(temporary, { recursive: true });
  }
  return made;
}

/** The programs in a provider's unpacked packages, by their path in the mirror. */
function programsOf(mirror: string, address: string): (readonly [file: string, program: string])[] {
  return readdirSync(path.join(mirror, address), { recursive: true, encoding: "utf8" })
    .filter((file) => /^[^/]+\/[^/]+\/terraform-provider-[^/]+$/.test(file))
    .map((file) => [path.join(address, file), path.join(mirror, address, file)]);
}
