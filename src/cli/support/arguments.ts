import { existsSync } from "node:fs";
import { join } from "node:path";
import { Argument, Option } from "commander";
import { environmentNames } from "../../config/environment-names";
import { environmentPlace, environmentsFolder } from "../../config/environments-folder";
import { didYouMean } from "../../domain/text/suggestions";
import { oneOf } from "../../domain/problems/problem";
import { PROJECT_FILE, PROJECT_OPTION } from "./project-folder";

/** @throws Error if a named environment does not exist, or if there are no environments */
export function requireKnown(root: string, names: readonly string[]): void {
  const known = environmentNames(root);
  if (known.length === 0) {
    throw new Error(
      existsSync(join(root, PROJECT_FILE))
        ? `expected an environment in ${environmentsFolder(root)}, found none. Add one with npx ecr init <name>`
        : `expected a project in ${root} or a parent folder, found no ${PROJECT_FILE}. Change to the project's folder, pass ${PROJECT_OPTION} <folder>, or create a project with npx ecr init`,
    );
  }
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const folder = environmentPlace(root);
  const lines = unknown.map(
    (name) =>
      `expected an environment in ${folder}/ (${oneOf(known)}), found ${JSON.stringify(name)}.${didYouMean(name, known)}`,
  );
  throw new Error(lines.join("\n"));
}

/** Parses the name of an environment, perhaps with a region, and rejects unknown names before the command's code is loaded. */
export function knownEnvironment(root: string): (name: string) => string {
  return (name) => {
    // Commands check the region when they have read the environment.
    requireKnown(root, name.split("/", 1));
    return name;
  };
}

export function environmentArgument(root: string, description: string, name = "<environment>"): Argument {
  return new Argument(name, description).argParser(knownEnvironment(root));
}

/** The option `-o` for the output format. The first format is the default. */
export function outputOption(formats: readonly [string, ...string[]]): Option {
  return new Option("-o, --output <format>", "output format").choices(formats).default(formats[0]);
}

/** The option `--env` of commands that accept an image reference. */
export function registryOption(root: string): Option {
  return new Option(
    "--env <environment>",
    "environment whose registry contains the image (default: the host in the image name, or the shell's AWS settings)",
  ).argParser(knownEnvironment(root));
}

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
