import { type Environment } from "../../model/environment";
import { formatProblems } from "../../config/problems";
import { type EnvironmentResult, type WholeEnvironment } from "../../config/environment-result";
import { requireKnown } from "./arguments";
import { regionalEnvironments } from "../../model/regions";
import { oneOf } from "../../domain/problems/problem";

/**
 * Reads the named environments, or all if there are no names.
 * @throws Error if a named environment does not exist, or if there are no environments
 */
export function readNamedEnvironments(root: string, names: readonly string[]): EnvironmentResult[] {
  return readAmongOthers(root, names).named;
}

/**
 * Reads the named environments, and all others, because some checks compare environments.
 * @throws Error if a named environment does not exist, or if there are no environments
 */
export function readAmongOthers(
  root: string,
  names: readonly string[],
): { readonly named: EnvironmentResult[]; readonly sound: Environment[] } {
  requireKnown(root, names);
  const { readEnvironments } =
    require("../../config/read-environments") as typeof import("../../config/read-environments");
  const today = new Date().toISOString().slice(0, 10);
  const all = readEnvironments(root, undefined, undefined, today);
  const shared = names.find((name) => !all.some((environment) => environment.name === name));
  if (shared !== undefined)
    throw new Error(
      `expected an environment, found ${shared}, a folder of base files. Name an environment that extends these files`,
    );
  return {
    named: all.filter(({ name }) => names.length === 0 || names.includes(name)),
    sound: all.flatMap(({ environment }) => (environment === undefined ? [] : [environment])),
  };
}

/**
 * Reads an environment.
 * @throws Error with all of its problems if it has errors
 */
export function requireEnvironment(root: string, name: string): Environment {
  return requireWhole(root, name).environment;
}

/**
 * Reads an environment with the places of its declarations.
 * @param name of several regions, one is named: `production/us-east-1`
 */
export function requireWhole(root: string, name: string): WholeEnvironment {
  const { environment, region } = regionName(name);
  const whole = requireAllRegions(root, environment);
  return { ...whole, environment: oneRegion(whole.environment, region) };
}

/** Reads an environment with its own region alone, unless another one is named. Roles and workflows belong to it. */
export function requireOwnRegion(root: string, name: string): WholeEnvironment {
  const { environment, region } = regionName(name);
  const whole = requireAllRegions(root, environment);
  return { ...whole, environment: oneRegion(whole.environment, region ?? whole.environment.location.region) };
}

/** Reads an environment with all of its regions. */
export function requireAllRegions(root: string, name: string): WholeEnvironment {
  const [result] = readNamedEnvironments(root, [name]);
  const { environment, problems = [] } = result ?? {};
  if (result === undefined || environment === undefined) throw new Error(formatProblems(problems).join("\n"));
  return { ...result, environment };
}

/** The parts of an environment argument. */
export function regionName(text: string) {
  const end = text.indexOf("/");
  return end === -1 ? { environment: text } : { environment: text.slice(0, end), region: text.slice(end + 1) };
}

/**
 * One region of an environment, as an environment of its own.
 * @throws Error if the environment does not have the region, or has several and none is named
 */
export function oneRegion(environment: Environment, region: string | undefined): Environment {
  const all = regionalEnvironments(environment);
  const [first] = all;
  if (region === undefined && all.length === 1 && first !== undefined) return first;
  const found = all.find(({ location }) => location.region === region);
  if (found !== undefined) return found;
  const names = all.map(({ name, location }) => `${name}/${location.region}`);
  throw new Error(
    region === undefined
      ? `expected one region of ${environment.name}, found ${all.length}. Name one: ${oneOf(names)}`
      : `expected a region of ${environment.name} (${oneOf(names)}), found ${JSON.stringify(region)}`,
  );
}

/**
 * An additional region of an environment, as an environment of its own.
 * @throws Error if it is the environment's main region, or not one of its regions
 */
export function additionalRegion(environment: Environment, region: string): Environment {
  const regional = oneRegion(environment, region);
  if (regional.regional === "copy") return regional;
  throw new Error(
    `expected an additional region of ${environment.name}, found its main region, ${region}, which the additional regions depend on. Name the environment without a region`,
  );
}

/**
 * For commands that know only all regions together.
 * @param reason why one region is not enough
 * @throws Error if a region is named
 */
export function requireNoRegion(text: string, reason: string): void {
  const { environment, region } = regionName(text);
  if (region === undefined) return;
  throw new Error(`expected an environment without a region, found ${text}. ${reason}. Write ${environment}`);
}
