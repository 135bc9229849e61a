import { Argument } from "commander";
import { environmentNames, ENVIRONMENTS_FOLDER } from "../../config/environment-names";
import { didYouMean } from "../../domain/text/suggestions";
import { oneOf } from "../../domain/problems/problem";

/** @throws Error when a name is no environment's, or there is none at all */
export function requireKnown(root: string, names: readonly string[]): void {
  const known = environmentNames(root);
  if (known.length === 0)
    throw new Error(`no environment in ${ENVIRONMENTS_FOLDER}/; write ${ENVIRONMENTS_FOLDER}/<name>/environment.yaml`);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const lines = unknown.map(
    (name) =>
      `no environment ${JSON.stringify(name)} in ${ENVIRONMENTS_FOLDER}/; there is ${oneOf(known, "and")}.${didYouMean(name, known)}`,
  );
  throw new Error(lines.join("\n"));
}

/** Takes the name of an environment, and refuses one that is none before the command loads what it works with. */
export function knownEnvironment(root: string): (name: string) => string {
  return (name) => {
    requireKnown(root, [name]);
    return name;
  };
}

/** The environment that a command is about. */
export function environmentArgument(root: string, description: string, name = "<environment>"): Argument {
  return new Argument(name, description).argParser(knownEnvironment(root));
}
