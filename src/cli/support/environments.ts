import { type Environment } from "../../model/environment";
import { formatProblem } from "../../config/problems";
import { type EnvironmentReading } from "../../config/environment-reading";
import { requireKnown } from "./known-environment";

/**
 * Reads the environments that a command names, all of them when it names none.
 * @throws Error when a name is no environment's, or there is none at all
 */
export function readNamedEnvironments(root: string, names: readonly string[]): EnvironmentReading[] {
  return readAmongOthers(root, names).named;
}

/**
 * Reads the environments that a command names, and all others, since some checks are between them.
 * @throws Error when a name is no environment's, or there is none at all
 */
export function readAmongOthers(
  root: string,
  names: readonly string[],
): { readonly named: EnvironmentReading[]; readonly sound: Environment[] } {
  requireKnown(root, names);
  const { readEnvironments } =
    require("../../config/read-environments") as typeof import("../../config/read-environments");
  const all = readEnvironments(root);
  return {
    named: all.filter(({ name }) => names.length === 0 || names.includes(name)),
    sound: all.flatMap(({ environment }) => (environment === undefined ? [] : [environment])),
  };
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
