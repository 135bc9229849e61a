import { declaredPolicies, allAddressesOf, policyAddress } from "../../domain/repository/addresses";
import { guardAddress, isRetained } from "../../domain/repository/retention";
import { type Environment, type RepositoryImport } from "../../model/environment";
import { registryStackFinder } from "../../model/registry-parts";
import { type RegistryStackKind } from "../../model/stack-kinds";

/** Terraform addresses in the state of each registry stack that could be read. */
export type StackStates = ReadonlyMap<RegistryStackKind, ReadonlySet<string>>;

/** A repository that has to move to the state of its group's stack. */
export interface GroupMove {
  readonly from: RegistryStackKind;
  readonly to: RegistryStackKind;
  /** The import that moves it. */
  readonly entry: RepositoryImport;
  /** Whether the old state protects the repository, which its declaration no longer does. Terraform then rejects the plan. */
  readonly isUnreleased: boolean;
}

/** The repositories whose addresses are in the state of a stack that is not theirs, and that `imports` do not move yet. */
export function groupMoves(environment: Environment, states: StackStates): GroupMove[] {
  const { imports, repositories, released } = environment;
  const stackOf = registryStackFinder(environment);
  const listed = new Map(imports.map(({ repositoryName, fromStack }) => [repositoryName, fromStack]));
  return repositories.flatMap((repository): GroupMove[] => {
    const { repositoryName, deletionPolicy } = repository;
    const to = stackOf(repositoryName);
    const addresses = allAddressesOf(repositoryName);
    const [from, state] =
      [...states].find(([kind, found]) => kind !== to && addresses.some((address) => found.has(address))) ?? [];
    if (from === undefined || state === undefined || listed.get(repositoryName) === from) return [];
    const without = declaredPolicies(repository).filter((policy) => !state.has(policyAddress(repositoryName, policy)));
    const isGuarded = state.has(guardAddress("retained", repositoryName));
    const isReleased = isRetained(deletionPolicy) || released.includes(repositoryName);
    return [{ from, to, entry: { repositoryName, without, fromStack: from }, isUnreleased: isGuarded && !isReleased }];
  });
}
