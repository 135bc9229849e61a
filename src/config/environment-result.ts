import { type Environment } from "../model/environment";
import { type LocatedProblem } from "./problems";
import { type NamedPolicies } from "./read-policy/named";
import { type RepositoryResolver } from "./resolve-repositories";
import { type Position, type SourceDocument } from "./source/source";

/** What a repository that is not declared yet would build on. */
export interface Basis {
  /** Resolves more repositories as it did the environment's own. */
  readonly resolver: RepositoryResolver;
  /** Lifecycle policies of the environment by name; without the policy where that has errors. */
  readonly lifecyclePolicies: NamedPolicies["byName"];
  /** Folders and files with repositories, as the environment names them. */
  readonly places: readonly string[];
}

/** Where a repository is declared. */
export interface DeclarationPlace extends Position {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
}

/** An environment as it was read: whole, or without `environment` if one of the problems is an error. */
export interface EnvironmentResult {
  readonly name: string;
  /** The environment's own file, relative to the project. */
  readonly file: string;
  readonly environment?: Environment;
  readonly problems: readonly LocatedProblem[];
  /** Where the environment's own file says something, for problems between environments. */
  readonly positionOf?: SourceDocument["positionOf"];
  /** Where the environment declares a repository. Positions are looked up on demand: finding one parses the file again. */
  readonly declarationPlace: (repositoryName: string) => DeclarationPlace | undefined;
  /** What a repository that is not declared yet would build on; present as soon as the file can be read. */
  readonly basis?: Basis;
}

/** An environment without errors, with the places of what it declares. */
export type WholeEnvironment = EnvironmentResult & { readonly environment: Environment };

/** `environments/dev/repositories/team.yaml:4`. */
export function lineText(place: DeclarationPlace | undefined): string {
  return place === undefined ? "a file that was not found" : `${place.file}:${place.line}`;
}
