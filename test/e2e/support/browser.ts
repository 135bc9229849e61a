import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium, type Browser } from "playwright-core";
import { isSet } from "../../../emulator/emulator-env";

/** Names the browser to use, where it is not on the PATH. */
const PATH_VARIABLE = "CHROMIUM_PATH";
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

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
  return chromium.launch({ executablePath: browserPath(process.env), headless: true, args: QUIET });
}

/**
 * The browser of this machine.
 * @throws Error where there is none
 */
export function browserPath(env: NodeJS.ProcessEnv): string {
  const named = env[PATH_VARIABLE];
  if (isSet(named)) {
    if (!isExecutable(named))
      throw new Error(`${PATH_VARIABLE} is ${JSON.stringify(named)}, where there is no program`);
    return named;
  }
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const found = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    `no browser: none of ${NAMES.join(", ")} is on the PATH; install one (Debian and Ubuntu: apt install chromium), or name one in ${PATH_VARIABLE}`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
