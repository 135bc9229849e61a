import { type Edit } from "../../../config/editing/edit";
import { type RegistrySettings } from "../../../domain/registry/settings";
import { addedNames, type AddedSettings } from "../../../operations/adoption/registry";

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
