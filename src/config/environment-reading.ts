import { type Environment } from "../model/environment";
import { type LocatedProblem } from "./problems";
import { type NamedPolicies } from "./read-policy/named";
import { type RepositoryResolver } from "./resolve-repositories";
import { type SourceDocument } from "./source/source";

/** What a repository that is not declared yet would build on. */
export interface Basis {
  /** Resolves more drafts as it did the environment's own. */
  readonly resolver: RepositoryResolver;
  /** Lifecycle policies of the environment by name; without the policy where that has errors. */
  readonly lifecyclePolicies: NamedPolicies["byName"];
  /** Folders and files with repositories, as the environment names them. */
  readonly places: readonly string[];
}

/** An environment as it was read: whole, or `undefined` where one of the problems is an error. */
export interface EnvironmentReading {
  readonly name: string;
  /** The environment's own file, relative to the project. */
  readonly file: string;
  readonly environment?: Environment;
  readonly problems: readonly LocatedProblem[];
  /** Where the environment's own file says something, for problems between environments. */
  readonly positionOf?: SourceDocument["positionOf"];
  /** What a repository that is not declared yet would build on; there as soon as the file can be read. */
  readonly basis?: Basis;
}
