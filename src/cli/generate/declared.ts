import { markedPublic, publicNameOf } from "../../domain/public-repositories/settings";
import { hasCopy } from "../../domain/regions/copies";
import { ANY_REGISTRY_STACK } from "../../domain/repository/groups-schema";
import { type Environment } from "../../model/environment";
import { regionalEnvironments, stackPrefix } from "../../model/regions";
import { registryStackFinder } from "../../model/registry-parts";
import { registryStackKinds } from "../../model/stack-kinds";
import { type CheckedInRepository } from "./checked-in";

/** What becomes of a checked-in repository. */
export type Fate =
  /** The stack still has it, or forgets it. */
  | { readonly kind: "kept" }
  /** The stack's next plan deletes it, or is rejected. */
  | {
      readonly kind: "dropped";
      readonly isReleased: boolean;
      /** The region of a copy. */
      readonly region: string | undefined;
      readonly outsideOfRegion: boolean;
    }
  /** Another stack declares it, and no import moves it there. */
  | { readonly kind: "regrouped"; readonly to: string }
  /** `removed` or `released` applies to another stack, whose state does not have it. */
  | { readonly kind: "misplaced"; readonly to: string }
  /** Its stack no longer exists, and no other one declares it. */
  | { readonly kind: "abandoned" };

interface RegionDeclarations {
  /** The region of copies. */
  readonly region: string | undefined;
  readonly names: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  readonly released: ReadonlySet<string>;
  readonly origins: ReadonlyMap<string, string | undefined>;
  readonly stackOf: (name: string) => string;
}

/** What an environment declares in each of its regions, to compare checked-in files with. */
export class Declared {
  /** The stacks with repositories, without their environment's name. */
  readonly stacks: ReadonlySet<string>;
  /** Whether the registry stack has the provider for public repositories. */
  readonly hasPublicProvider: boolean;
  private readonly byPrefix: ReadonlyMap<string, RegionDeclarations>;

  constructor(private readonly environment: Environment) {
    const { publicRepositories = [], removed, released } = environment;
    this.stacks = new Set(registryStackKinds(environment));
    this.hasPublicProvider =
      publicRepositories.length > 0 || [...removed, ...released].some((name) => publicNameOf(name) !== undefined);
    this.byPrefix = new Map(
      regionalEnvironments(environment).map((regional) => [stackPrefix(regional), declarationsOf(regional)]),
    );
  }

  /** Whether the stack belongs to one of the environment's regions. */
  hasRegionOf(stack: string): boolean {
    return this.byPrefix.has(prefixOf(stack));
  }

  /** The names that are listed under `removed` or `released` for the region of a stack, and that nothing declares. */
  isListed(stack: string, name: string): boolean {
    const regional = this.byPrefix.get(prefixOf(stack));
    return regional !== undefined && isListed(regional, name) && !regional.names.has(name);
  }

  fateOf({ name, stack }: Pick<CheckedInRepository, "name" | "stack">): Fate {
    const regional = this.byPrefix.get(prefixOf(stack));
    if (regional === undefined) return { kind: "abandoned" };
    const to = regional.stackOf(name);
    if (regional.names.has(name))
      return to === stack || regional.origins.get(name) === stack ? { kind: "kept" } : { kind: "regrouped", to };
    if (!this.stacks.has(stack)) return { kind: "abandoned" };
    if (isListed(regional, name) && to !== stack) return { kind: "misplaced", to };
    if (regional.removed.has(name)) return { kind: "kept" };
    const { region } = regional;
    const settings = this.environment.regions?.find((other) => other.region === region);
    return {
      kind: "dropped",
      isReleased: regional.released.has(name),
      region,
      outsideOfRegion: settings !== undefined && !hasCopy(settings, name),
    };
  }
}

function declarationsOf(regional: Environment): RegionDeclarations {
  const { repositories, publicRepositories = [], removed, released, imports, location } = regional;
  return {
    region: regional.regional === "copy" ? location.region : undefined,
    names: new Set([
      ...repositories.map(({ repositoryName }) => repositoryName),
      ...publicRepositories.map(({ repositoryName }) => markedPublic(repositoryName)),
    ]),
    removed: new Set(removed),
    released: new Set(released),
    origins: new Map(imports.map(({ repositoryName, fromStack }) => [repositoryName, fromStack])),
    stackOf: registryStackFinder(regional),
  };
}

function isListed({ removed, released }: RegionDeclarations, name: string): boolean {
  return removed.has(name) || released.has(name);
}

/** `us-east-1-` for a stack with copies, or nothing. */
export function prefixOf(stack: string): string {
  return ANY_REGISTRY_STACK.exec(stack)?.[1] ?? "";
}
