import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium, type Browser } from "playwright-core";
import { isSet } from "../../../src/emulator/emulator-env";
import { hasPackedBrowser, packedBrowser, type Startable } from "./packed-browser";

/** Names the browser to use, where it is not on the PATH. */
const PATH_VARIABLE = "CHROMIUM_PATH";
const NAMES = ["chromium", "chromium-browser", "google-chrome"];
/** Where macOS has them. */
const APPLICATIONS = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/** A browser that does nothing of its own accord, least of all on a network. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts Chromium without a window, with a profile of its own that goes when it is closed.
 * @throws Error where there is none: a test is never left out
 */
export async function startBrowser(): Promise<Browser> {
  const { executablePath, env } = findBrowser(process.env);
  return chromium.launch({ executablePath, env: definedOnly(env), headless: true, args: QUIET });
}

/**
 * The browser of this machine, or else the one that an npm package brings.
 * @param packed whether that package has one for this machine
 * @throws Error where there is neither
 */
export function findBrowser(env: NodeJS.ProcessEnv, packed = hasPackedBrowser()): Startable {
  const named = env[PATH_VARIABLE];
  if (isSet(named)) {
    if (!isExecutable(named))
      throw new Error(`${PATH_VARIABLE} is ${JSON.stringify(named)}, where there is no program`);
    return { executablePath: named, env };
  }
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const executablePath = [...onPath, ...APPLICATIONS].find(isExecutable);
  if (executablePath !== undefined) return { executablePath, env };
  if (packed) return packedBrowser(env);
  throw new Error(
    `no browser: none of ${NAMES.join(", ")} is on the PATH; install one (Debian and Ubuntu: apt install chromium), or name one in ${PATH_VARIABLE}`,
  );
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
