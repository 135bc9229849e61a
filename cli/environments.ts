import { type Environment } from "../config/environment";
import { formatProblem } from "../config/problems";
import { type EnvironmentReading } from "../config/read-environment";
import { environmentNames, ENVIRONMENTS_FOLDER, readEnvironments } from "../config/read-environments";
import { didYouMean } from "../modules/core/nearest";
import { oneOf } from "../modules/core/problem";

/**
 * Reads the environments that a command names, all of them when it names none.
 * @throws Error when a name is no environment's, or there is none at all
 */
export function readNamedEnvironments(root: string, names: readonly string[]): EnvironmentReading[] {
  const known = environmentNames(root);
  if (known.length === 0)
    throw new Error(`no environment in ${ENVIRONMENTS_FOLDER}/; write ${ENVIRONMENTS_FOLDER}/<name>/environment.yaml`);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const lines = unknown.map(
      (name) =>
        `no environment ${JSON.stringify(name)} in ${ENVIRONMENTS_FOLDER}/; there is ${oneOf(known, "and")}.${didYouMean(name, known)}`,
    );
    throw new Error(lines.join("\n"));
  }
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
