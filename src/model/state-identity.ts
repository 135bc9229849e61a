import { posix } from "node:path";
import { backendArguments, type StateOwner } from "./backend-arguments";
import { type Environment, type StateSettings } from "./environment";
import { stackKinds, type StackKind } from "./stack-kinds";
import { PLACES, terraformHost, type FileOf } from "./state-places";

/** The place of a stack's state as text, which is equal for two stacks exactly if they would share the state. */
function stateIdentity(state: StateSettings, owner: StateOwner, fileOf: FileOf): string {
  if (state.kind === "cloud") {
    const workspace = { name: `${owner.environment}-${owner.stack}` };
    return identity("remote", [terraformHost(state.hostname ?? ""), state.organization, workspace]);
  }
  const settings = backendArguments(state.settings, owner);
  return identity(state.name, PLACES[state.name]?.(settings, fileOf) ?? [settings]);
}

/** `cloud` and `remote` are two ways to one workspace, so both are called `remote`. */
function identity(backend: string, place: readonly unknown[]): string {
  return `${backend} ${JSON.stringify(place)}`;
}

/**
 * The place of the state of each stack, by the stack's kind.
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
