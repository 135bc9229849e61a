import { type Environment } from "../model/environment";
import { type LocatedProblem } from "./problems";
import { type NamedPolicies } from "./read-policy/named-lifecycle-policies";
import { type RepositoryResolver } from "./resolve-repositories";
import { type Position, type SourceDocument } from "./source/source";

/** The parts of an environment that new repositories depend on. */
export interface Basis {
  /** Resolves more repositories in the same way as the environment's own. */
  readonly resolver: RepositoryResolver;
  /** Lifecycle policies of the environment by name; `undefined` for a policy with errors. */
  readonly lifecyclePolicies: NamedPolicies["byName"];
  /** Folders and files in the environment's `repositories`. */
  readonly places: readonly string[];
}

/** Where a repository is declared. */
export interface DeclarationPlace extends Position {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
}

/** The result of reading an environment, without `environment` if a problem is an error. */
export interface EnvironmentResult {
  readonly name: string;
  /** The environment's own file, relative to the project. */
  readonly file: string;
  readonly environment?: Environment;
  readonly problems: readonly LocatedProblem[];
  /** Positions in the environment's own file, for problems between environments. */
  readonly positionOf?: SourceDocument["positionOf"];
  /** Where the environment declares a repository. Computed on demand, because it parses the file again. */
  readonly declarationPlace: (repositoryName: string) => DeclarationPlace | undefined;
  /** The parts that new repositories depend on. @default - the file cannot be read */
  readonly basis?: Basis;
}

/** The result of reading an environment without errors. */
export type WholeEnvironment = EnvironmentResult & { readonly environment: Environment };

/** `environments/dev/repositories/team.yaml:4`. */
export function lineText(place: DeclarationPlace | undefined): string {
  return place === undefined ? "a file that was not found" : `${place.file}:${place.line}`;
}
