import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { type ExistingRepository } from "../../domain/repository/existing";
import { type RepositoryOwner } from "../../operations/status/status";
import { isCovered } from "../../domain/operator/manages";
import { refuseUnknown } from "../support/named-repository";

/** A repository to show: declared, existing, or both. */
export interface Subject {
  readonly repositoryName: string;
  readonly owner: RepositoryOwner;
  /** @default - it is not declared */
  readonly declared?: RepositoryDeclaration;
  /** @default - it does not exist */
  readonly existing?: ExistingRepository;
}

/**
 * The repositories to show: first the declared ones, then the others, both sorted by name.
 * @param names the only repositories to show; all if empty
 * @throws Error with the names that are neither declared nor exist
 */
export function subjectsOf(
  environment: Environment,
  found: readonly ExistingRepository[],
  names: readonly string[],
): Subject[] {
  const existing = new Map(found.map((repository) => [repository.repositoryName, repository]));
  const declared = new Map(environment.repositories.map((repository) => [repository.repositoryName, repository]));
  const known = [...declared.keys(), ...[...existing.keys()].filter((name) => !declared.has(name))];
  refuseUnknown(environment, known, names);
  const wanted = new Set(names.length === 0 ? known : names);
  const subjects = [...wanted].map((name): Subject =>
    subjectOf(environment, name, declared.get(name), existing.get(name)),
  );
  return subjects.sort((a, b) => rank(a) - rank(b) || (a.repositoryName < b.repositoryName ? -1 : 1));
}

function subjectOf(
  environment: Environment,
  repositoryName: string,
  declared: RepositoryDeclaration | undefined,
  existing: ExistingRepository | undefined,
): Subject {
  return {
    repositoryName,
    owner: declared === undefined ? ownerOf(environment, repositoryName) : "terraform",
    ...(declared === undefined ? {} : { declared }),
    ...(existing === undefined ? {} : { existing }),
  };
}

function ownerOf({ operator, removed }: Environment, name: string): RepositoryOwner {
  if (isCovered(name, operator?.manages ?? [])) return "operator";
  return removed.includes(name) ? "removed" : "nobody";
}

function rank({ declared }: Subject): number {
  return declared === undefined ? 1 : 0;
}
