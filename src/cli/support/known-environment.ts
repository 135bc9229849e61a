import { existsSync } from "node:fs";
import { join } from "node:path";
import { Argument } from "commander";
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

/** The argument for an environment. */
export function environmentArgument(root: string, description: string, name = "<environment>"): Argument {
  return new Argument(name, description).argParser(knownEnvironment(root));
}
