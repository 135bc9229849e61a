import { publicNameOf } from "../domain/public-repositories/settings";
import { REGISTRY_KEY } from "../domain/registry/key";
import { textMatcher } from "../domain/repository/rules/text-matcher";
import { type Environment, type RepositoryDeclaration } from "./environment";
import { regionalEnvironments } from "./regions";
import { groupStackKind, inRegion, registryStackKinds, type RegistryStackKind } from "./stack-kinds";

/** What one registry stack of an environment has. */
export interface RegistryPart {
  readonly kind: RegistryStackKind;
  /** The environment, with only the stack's own repositories and settings. */
  readonly environment: Environment;
  /** Declared repositories that this stack forgets, because another one imports them. */
  readonly leaving: readonly RepositoryDeclaration[];
}

/** The registry stacks of an environment, and what each of them has. The first is `registry`. */
export function registryParts(environment: Environment): RegistryPart[] {
  return regionalEnvironments(environment).flatMap(partsOfRegion);
}

function partsOfRegion(environment: Environment): RegistryPart[] {
  const { repositories, imports, registry } = environment;
  const kindOf = registryStackFinder(environment);
  const kinds = registryStackKinds(environment);
  const first = inRegion(environment, "registry");
  if (kinds.length === 1) return [{ kind: first, environment, leaving: [] }];
  const stacks = new Map(repositories.map(({ repositoryName: name }) => [name, kindOf(name)]));
  const stackOf = (name: string): RegistryStackKind => stacks.get(name) ?? kindOf(name);
  const origins = new Map(imports.map(({ repositoryName, fromStack }) => [repositoryName, fromStack]));
  return kinds.map((kind) => {
    const leaves = (name: string): boolean => origins.get(name) === kind;
    const own = (name: string): boolean => stackOf(name) === kind;
    const ownEntry = ({ repositoryName }: { readonly repositoryName: string }): boolean => own(repositoryName);
    return {
      kind,
      environment: {
        ...environment,
        repositories: repositories.filter(ownEntry),
        imports: imports.filter(ownEntry),
        removed: environment.removed.filter(own),
        // The old stack has the guard that protects the repository.
        released: environment.released.filter((name) => own(name) || leaves(name)),
        registry: kind === first ? registry : undefined,
        notifications: kind === first ? environment.notifications : undefined,
        publicRepositories: kind === first ? environment.publicRepositories : undefined,
      },
      leaving: repositories.filter(({ repositoryName }) => leaves(repositoryName)),
    };
  });
}

/** Finds the stack that has a repository, declared or not. */
export function registryStackFinder(
  environment: Pick<Environment, "groups" | "regional" | "location">,
): (repositoryName: string) => RegistryStackKind {
  const { groups = [] } = environment;
  const first = inRegion(environment, "registry");
  const prepared = groups.map((group) => ({
    kind: inRegion(environment, groupStackKind(group)),
    matches: textMatcher(group.match),
  }));
  const isGrouped = (name: string): boolean => publicNameOf(name) === undefined && name !== REGISTRY_KEY;
  return (name) => (isGrouped(name) ? prepared.find(({ matches }) => matches(name))?.kind : undefined) ?? first;
}

/** Name of the stack that has a repository: `<environment>-registry`, or the stack of its group. */
export function registryStackName(environment: Environment, repositoryName: string): string {
  return `${environment.name}-${registryStackFinder(environment)(repositoryName)}`;
}
