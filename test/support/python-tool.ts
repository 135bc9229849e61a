import path from "node:path";
import { onPath } from "../../src/emulator/moto-command";
import { makeVenv } from "../../src/emulator/python-venv";

const CACHE = path.resolve(__dirname, "../../.cache/python-tools");

/** A program of the Python package index, ready to be run as `python3 -m <module>`. */
export interface PythonTool {
  readonly name: string;
  readonly version: string;
  /** The interpreter that has it. */
  readonly python: string;
}

/**
 * A program of the Python package index at exactly one version, in a virtual environment of its own that stays for later runs:
 * `.cache/python-tools/<name>-<version>`. The first call installs it, which may take a minute.
 * @throws Error when there is no `python3`, or the tool cannot be installed
 */
export async function pythonTool(name: string, version: string): Promise<PythonTool> {
  const python = onPath("python3", process.env);
  if (python === undefined) throw new Error(`no python3 on PATH, which ${name} needs; install Python 3.9 or newer`);
  const folder = path.join(CACHE, `${name}-${version}`);
  const requirement = `${name}==${version}`;
  return { name, version, python: await makeVenv({ folder, requirement, python, env: process.env }) };
}
