import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { oneOf } from "../../domain/problems/problem";

/** Programs that can be logged in, in the order of the search. */
export const LOGIN_TOOLS = ["docker", "podman", "helm"] as const;

export type LoginTool = (typeof LOGIN_TOOLS)[number];

/** The login command of each program. */
const COMMANDS: Readonly<Record<LoginTool, readonly string[]>> = {
  docker: ["login"],
  podman: ["login"],
  helm: ["registry", "login"],
};

/** The arguments of the login. All programs read the password from standard input. */
export function loginArguments(tool: LoginTool, user: string, host: string): string[] {
  return [...COMMANDS[tool], "--username", user, "--password-stdin", host];
}

/**
 * Finds the program to log in: the given one, or the first one found on `PATH`.
 * @throws Error if there is none
 */
export function findTool(env: NodeJS.ProcessEnv, wanted?: LoginTool) {
  for (const tool of wanted === undefined ? LOGIN_TOOLS : [wanted]) {
    const path = onPath(tool, env);
    if (path !== undefined) return { tool, path };
  }
  if (wanted !== undefined)
    throw new Error(`${wanted} is not on the PATH. Install it, or choose a different tool with --tool`);
  throw new Error(`expected ${oneOf(LOGIN_TOOLS)} on the PATH, found none of them. Install one`);
}

function onPath(name: string, { PATH = "", PATHEXT }: NodeJS.ProcessEnv): string | undefined {
  const endings = process.platform === "win32" ? (PATHEXT ?? ".EXE").split(";") : [""];
  const folders = PATH.split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
