import { posix } from "node:path";
import { backendArguments, type StateOwner } from "./backend-arguments";
import { type Environment, type StateSettings } from "./environment";
import { stackKinds, type StackKind } from "./stack-kinds";
import { PLACES, terraformHost, type FileOf } from "./state-places";

/** The location of a stack's state as text. Two stacks have the same text if and only if they would share the state. */
function stateIdentity(state: StateSettings, owner: StateOwner, fileOf: FileOf): string {
  if (state.kind === "cloud") {
    const workspace = { name: `${owner.environment}-${owner.stack}` };
    return identity("remote", [terraformHost(state.hostname ?? ""), state.organization, workspace]);
  }
  const settings = backendArguments(state.settings, owner);
  return identity(state.name, PLACES[state.name]?.(settings, fileOf) ?? [settings]);
}

/** `cloud` and `remote` can name the same workspace, so both are called `remote`. */
function identity(backend: string, place: readonly unknown[]): string {
  return `${backend} ${JSON.stringify(place)}`;
}

/**
 * The location of each stack's state, by the stack's kind.
 * @param fileOf resolves paths of state files, relative to the project's folder
 */
export function stateIdentities(
  environment: Environment,
  fileOf: FileOf = (path) => posix.normalize(path),
): ReadonlyMap<StackKind, string> {
  const { state, project, name } = environment;
  return new Map(
    stackKinds(environment).map((stack) => [
      stack,
      stateIdentity(state, { project, environment: name, stack }, fileOf),
    ]),
  );
}
