import { oneOf } from "../../domain/problems/problem";
/**
 * The environment that a command with `--all` is run for; `undefined` for all of them.
 * @throws Error if both are given, or neither
 */
export function environmentOrAll(
  command: string,
  environment: string | undefined,
  all: boolean | undefined,
): string | undefined {
  if (all === true) refuseEnvironment(environment);
  if (all !== true && environment === undefined)
    throw new Error(`expected an environment or --all, found neither. For example: npx ecr ${command} dev`);
  return environment;
}

/** @throws Error if an environment is named in addition to `--all` */
export function refuseEnvironment(environment: string | undefined): void {
  if (environment !== undefined) throw new Error("--all cannot be combined with an environment. Leave one out");
}

/**
 * Refuses options that are about one environment.
 * @param given options as they are written: `--watch`
 * @throws Error that names them
 */
export function refuseWithAll(given: Readonly<Record<string, unknown>>): void {
  const found = Object.entries(given).flatMap(([option, value]) => (value === undefined ? [] : [option]));
  if (found.length > 0)
    throw new Error(
      `--all cannot be combined with ${oneOf(found, "and")}. Name an environment instead of --all, or leave out ${oneOf(found, "and")}`,
    );
}
