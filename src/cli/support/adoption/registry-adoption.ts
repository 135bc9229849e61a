import { type ExistingRegistry } from "../../../domain/registry/existing";
import { type Environment } from "../../../model/environment";
import { adoptRegistry, type RegistryAdoption } from "../../../operations/adoption/registry";
import { type RegistryReading } from "../registry-settings";
import { type Adopter } from "./plan";
import { sharedPolicies } from "./shared-policies";

/** The settings of a registry to declare, and what cannot be declared or was not read. */
export interface RegistryCandidates extends RegistryAdoption {
  readonly found: ExistingRegistry;
}

/** @param others the project's other environments */
export function registryOf(
  { environment, basis }: Adopter,
  others: readonly Environment[],
  { found, refused }: RegistryReading,
): RegistryCandidates {
  const { nameOf } = sharedPolicies([], basis.lifecyclePolicies, undefined);
  const { added, leftOut, skipped } = adoptRegistry(found, environment, others, nameOf);
  const unread = refused.map(({ setting, message }) => ({ setting, reason: message }));
  return { found, added, leftOut: [...unread, ...leftOut], skipped };
}
