import { type AwsLocation } from "../domain/aws/arn";
import { REGISTRY_SUBJECT } from "../domain/policy-lint/acceptance";
import { type RegistrySettings } from "../domain/registry/settings";
import { replicationTo } from "../domain/regions/copies";
import { type WrittenRegions } from "../domain/regions/schema";
import { type RegionSettings } from "../model/environment";
import { type LocatedProblem } from "./problems";
import { GrantResolver } from "./resolve-grants";
import { resolveImports } from "./resolve-imports";
import { resolveRegistry } from "./resolve-registry";
import { RepositoryResolver, type RepositoryContext } from "./resolve-repositories";
import { about } from "./subjects";
import { type Environments } from "./other-environments";

/** What the creation templates of a region depend on. */
export interface RegionContext {
  /** What repositories depend on in the environment's own region. */
  readonly repositories: RepositoryContext;
  readonly environments: Environments;
  /** @default - faults make it unknown */
  readonly account: string | undefined;
}

export interface ResolvedRegions {
  readonly regions: RegionSettings[];
  readonly problems: readonly LocatedProblem[];
}

/** The further regions of an environment. */
export function resolveRegions(written: WrittenRegions = {}, context: RegionContext): ResolvedRegions {
  const problems: LocatedProblem[] = [];
  const regions = Object.entries(written).map(([region, { registry, imports, ...copies }]): RegionSettings => {
    const resolved = registryIn(region, registry, context);
    problems.push(...resolved.problems);
    return {
      region,
      ...copies,
      ...(resolved.registry === undefined ? {} : { registry: resolved.registry }),
      imports: resolveImports(imports),
    };
  });
  return { regions, problems };
}

/** Keys and grants of templates belong to the region. */
function registryIn(
  region: string,
  written: WrittenRegions[string]["registry"],
  { repositories, environments, account }: RegionContext,
): { readonly registry: RegistrySettings | undefined; readonly problems: readonly LocatedProblem[] } {
  // `checkRegistrySettings` checks the policy later.
  if (written?.creationTemplates === undefined)
    return { registry: written as RegistrySettings | undefined, problems: [] };
  const location: AwsLocation | undefined = account === undefined ? undefined : { account, region };
  const resolver = new RepositoryResolver({
    ...repositories,
    defaults: {},
    location,
    policyPlace: () => ({ ...repositories.policyPlace(), location }),
    grants: new GrantResolver({ location, environments }),
  });
  const registry = resolveRegistry(
    written,
    written.pullThroughCache ?? [],
    location,
    (...template) =>
      about(REGISTRY_SUBJECT, resolver.problems, () => resolver.templateOf(repositories.document, ...template)),
    ["regions", region, "registry"],
  );
  return { registry, problems: resolver.problems };
}

/** The settings of the registry, with the replication to the further regions. */
export function withReplication(
  registry: RegistrySettings | undefined,
  regions: readonly RegionSettings[],
): RegistrySettings | undefined {
  if (regions.length === 0) return registry;
  return { ...registry, replication: [...replicationTo(regions), ...(registry?.replication ?? [])] };
}
