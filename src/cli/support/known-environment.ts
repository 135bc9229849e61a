import { Argument } from "commander";
import { environmentNames } from "../../config/environment-names";
import { environmentPlace } from "../../config/environments-folder";
import { didYouMean } from "../../domain/text/suggestions";
import { oneOf } from "../../domain/problems/problem";

/** @throws Error if a named environment does not exist, or if there are no environments */
export function requireKnown(root: string, names: readonly string[]): void {
  const known = environmentNames(root);
  const folder = environmentPlace(root);
  if (known.length === 0)
    throw new Error(`expected an environment in ${folder}/, found none. Create ${folder}/<name>/environment.yaml`);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const lines = unknown.map(
    (name) =>
      `expected an environment in ${folder}/ (${oneOf(known)}), found ${JSON.stringify(name)}.${didYouMean(name, known)}`,
  );
  throw new Error(lines.join("\n"));
}

/** Parses the name of an environment, and rejects unknown names before the command's code is loaded. */
export function knownEnvironment(root: string): (name: string) => string {
  return (name) => {
    requireKnown(root, [name]);
    return name;
  };
}

/** The argument for an environment. */
export function environmentArgument(root: string, description: string, name = "<environment>"): Argument {
  return new Argument(name, description).argParser(knownEnvironment(root));
}
