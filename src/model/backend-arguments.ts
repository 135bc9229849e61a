import { type BackendArguments, type BackendValue } from "./environment";

/** Values of the placeholders in a backend's arguments, for the state of one stack. */
export interface StateOwner {
  readonly project: string;
  readonly environment: string;
  readonly stack: string;
}

/** A backend's arguments for one stack, with `{project}`, `{environment}` and `{stack}` replaced. */
export function backendArguments(settings: BackendArguments, owner: StateOwner): BackendArguments {
  return fill(settings, owner) as BackendArguments;
}

function fill(value: BackendValue, owner: StateOwner): BackendValue {
  if (typeof value === "string")
    return value.replaceAll(/\{(project|environment|stack)\}/g, (_, key: keyof StateOwner) => owner[key]);
  if (isList(value)) return value.map((part) => fill(part, owner));
  if (typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fill(part, owner)]));
  return value;
}

function isList(value: BackendValue): value is readonly BackendValue[] {
  return Array.isArray(value);
}
