import { type Environment } from "../model/environment";
import { type ProviderDraft, type RepositorySource } from "./formats/draft";
import { type LocatedProblem } from "./problems";
import { type NamedPolicies } from "./read-policy/named-lifecycle-policies";
import { type GrantResolver } from "./resolve-grants";
import { type RepositoryResolver } from "./resolve-repositories";
import { type Place, type SourceDocument } from "./source/source";

/** The parts of an environment that new repositories depend on. */
export interface Basis {
  /** Resolves more repositories in the same way as the environment's own. */
  readonly resolver: RepositoryResolver;
  /** Resolves grants in the same way as the environment's own. */
  readonly grants: GrantResolver;
  /** Lifecycle policies of the environment by name; `undefined` for a policy with errors. */
  readonly lifecyclePolicies: NamedPolicies["byName"];
  /** Absolute paths of the folders and files in the environment's `repositories`. */
  readonly places: readonly string[];
  /** The repositories as they are written, before defaults. */
  readonly drafts: readonly RepositorySource[];
  /** The operator's `AWSProvider` manifests, which fill in region and tags. */
  readonly providers: readonly ProviderDraft[];
  /** Absolute paths of the environment's repository files and policy files. */
  readonly files: readonly string[];
}

/** The result of reading an environment, without `environment` if a problem is an error. */
export interface EnvironmentResult {
  readonly name: string;
  /** The environment's own file, relative to the project. */
  readonly file: string;
  readonly environment?: Environment;
  readonly problems: readonly LocatedProblem[];
  /** Number of findings that `acceptFindings` accepts. @default 0 */
  readonly accepted?: number;
  /** The environment's data with positions, merged with the files that it extends. @default - a file cannot be read */
  readonly document?: SourceDocument;
  /** Absolute paths of the base files that it extends. */
  readonly bases?: readonly string[];
  /** Where the environment declares a repository. Computed on demand, because it parses the file again. */
  readonly declarationPlace: (repositoryName: string) => Place | undefined;
  /** The parts that new repositories depend on. @default - the file cannot be read */
  readonly basis?: Basis;
}

/** The result of reading an environment without errors. */
export type WholeEnvironment = EnvironmentResult & { readonly environment: Environment };

/** `environments/dev/repositories/team.yaml:4`. */
export function lineText(place: Place | undefined): string {
  return place === undefined ? "a file that was not found" : `${place.file}:${place.line}`;
}
