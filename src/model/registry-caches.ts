import { type RegistrySettings } from "../domain/registry/settings";
import { type Environment } from "./environment";

/** Every pull-through cache rule of the environment's registry, also those that other environments declare. */
export function registryCaches({
  registry,
  otherCaches = [],
}: Pick<Environment, "registry" | "otherCaches">): Required<Pick<RegistrySettings, "pullThroughCache">> {
  return { pullThroughCache: [...(registry?.pullThroughCache ?? []), ...otherCaches] };
}
