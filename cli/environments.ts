import { type Environment } from "../config/environment";
import { formatProblem } from "../config/problems";
import { type EnvironmentReading } from "../config/read-environment";
import { requireKnown } from "./known-environment";

/**
 * Reads the environments that a command names, all of them when it names none.
 * @throws Error when a name is no environment's, or there is none at all
 */
export function readNamedEnvironments(root: string, names: readonly string[]): EnvironmentReading[] {
  requireKnown(root, names);
  const { readEnvironments } = require("../config/read-environments") as typeof import("../config/read-environments");
  // All are read, since some checks are between them.
  return readEnvironments(root).filter(({ name }) => names.length === 0 || names.includes(name));
}

/**
 * One environment, ready for use.
 * @throws Error with all of its problems when it is broken
 */
export function requireEnvironment(root: string, name: string): Environment {
  const [reading] = readNamedEnvironments(root, [name]);
  if (reading?.environment === undefined) throw new Error((reading?.problems ?? []).map(formatProblem).join("\n"));
  return reading.environment;
}
