import { type Environment } from "../../../model/environment";
import { adoptRegistry, addedNames, type AddedSettings } from "../../../operations/adoption/registry";
import { type RegistryReading } from "../registry-settings";
import { type Adopter } from "./plan";
import { sharedPolicies } from "./shared-policies";
import { type Edit } from "../../../config/editing/edit";
import { type RegistrySettings } from "../../../domain/registry/settings";

/** @param others the project's other environments */
export function registryOf(
  { environment, basis }: Adopter,
  others: readonly Environment[],
  { found, refused }: RegistryReading,
) {
  const { nameOf } = sharedPolicies([], basis.lifecyclePolicies, undefined);
  const { added, leftOut, skipped } = adoptRegistry(found, environment, others, nameOf);
  const unread = refused.map(({ setting, message }) => ({ setting, reason: message }));
  return { found, added, leftOut: [...unread, ...leftOut], skipped };
}

/**
 * Edits that add settings to `registry` of an environment.
 * @param declared the settings that the environment has already
 * @param withImports whether the next deployment imports the settings; otherwise it creates them
 */
export function registryEdits(
  added: AddedSettings,
  declared: RegistrySettings | undefined,
  withImports: boolean,
): Edit[] {
  const names = addedNames(added);
  const settings = names.flatMap((setting): Edit[] => {
    const value = added[setting];
    const at = ["registry", setting];
    if (declared?.[setting] === undefined) return [{ kind: "set", at, value }];
    if (Array.isArray(value)) return [{ kind: "append", at, values: value as unknown[] }];
    return Object.entries(value as Record<string, unknown>).map(([name, each]) => ({
      kind: "set",
      at: [...at, name],
      value: each,
    }));
  });
  const imports = names.filter((setting) => declared?.imports?.includes(setting) !== true);
  if (!withImports || imports.length === 0) return settings;
  return [...settings, { kind: "append", at: ["registry", "imports"], values: imports }];
}
