import { type Environment } from "../../model/environment";
import { formatProblems } from "../../config/problems";
import { type EnvironmentResult, type WholeEnvironment } from "../../config/environment-result";
import { requireKnown } from "./known-environment";

/**
 * Reads the environments that a command names, all of them when it names none.
 * @throws Error when a name is no environment's, or there is none at all
 */
export function readNamedEnvironments(root: string, names: readonly string[]): EnvironmentResult[] {
  return readAmongOthers(root, names).named;
}

/**
 * Reads the environments that a command names, and all others, since some checks are between them.
 * @throws Error when a name is no environment's, or there is none at all
 */
export function readAmongOthers(
  root: string,
  names: readonly string[],
): { readonly named: EnvironmentResult[]; readonly sound: Environment[] } {
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
  return requireWhole(root, name).environment;
}

/** The same, with the places of its declarations. */
export function requireWhole(root: string, name: string): WholeEnvironment {
  const [result] = readNamedEnvironments(root, [name]);
  const { environment, problems = [] } = result ?? {};
  if (result === undefined || environment === undefined) throw new Error(formatProblems(problems).join("\n"));
  return { ...result, environment };
}
