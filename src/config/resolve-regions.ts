import { type RegistrySettings } from "../domain/registry/settings";
import { replicationTo } from "../domain/regions/copies";
import { type WrittenRegions } from "../domain/regions/schema";
import { type RegionSettings } from "../model/environment";
import { resolveImports } from "./resolve-imports";

/** The further regions of an environment. */
export function resolveRegions(written: WrittenRegions = {}): RegionSettings[] {
  return Object.entries(written).map(([region, { registry, imports, ...copies }]) => ({
    region,
    ...copies,
    // `checkRegistrySettings` checks the policy later.
    ...(registry === undefined ? {} : { registry: registry as RegistrySettings }),
    imports: resolveImports(imports),
  }));
}

/** The settings of the registry, with the replication to the further regions. */
export function withReplication(
  registry: RegistrySettings | undefined,
  regions: readonly RegionSettings[],
): RegistrySettings | undefined {
  if (regions.length === 0) return registry;
  return { ...registry, replication: [...replicationTo(regions), ...(registry?.replication ?? [])] };
}
