import { type Environment } from "../../model/environment";
import { regionalEnvironments } from "../../model/regions";
import { oneOf } from "../../domain/problems/problem";

/** An environment, and one of its regions: `production/us-east-1`. */
export interface RegionName {
  readonly environment: string;
  /** @default - the environment has only one region */
  readonly region?: string;
}

/** The parts of an environment argument. */
export function regionName(text: string): RegionName {
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
 * @param advice what to do for one region
 * @throws Error if a region is named
 */
export function requireNoRegion(text: string, advice: string): void {
  const { environment, region } = regionName(text);
  if (region !== undefined) throw new Error(`expected an environment, found ${environment} with a region. ${advice}`);
}
