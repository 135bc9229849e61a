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

/** `production`, or `production/us-east-1` for one of several regions. */
export function regionalName({ name, regional, location }: Environment): string {
  return regional === undefined ? name : `${name}/${location.region}`;
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
 * For commands that do not know regions.
 * @throws Error that names the regions
 */
export function requireOnlyRegion({ name, regions = [] }: Environment): void {
  if (regions.length === 0) return;
  const found = oneOf(
    regions.map(({ region }) => region),
    "and",
  );
  throw new Error(
    `${name}: expected an environment with one region, found ${found} as additional regions. This command does not support regions yet (docs/regions.md)`,
  );
}
