import { type Path } from "../../domain/problems/problem";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { type LocatedProblem } from "../problems";
import { type AwsProviderManifest } from "../schema/manifest-schema";
import { type WrittenSettings } from "../../domain/repository/schema";
import { type SourceDocument } from "../source/source";

/** Settings that a repository may have written down. */
export type SettingName = keyof WrittenSettings;

/** A repository as one of the formats has it: what is written, and where, before defaults. */
export interface RepositorySource {
  readonly document: SourceDocument;
  readonly repositoryName: string;
  readonly namePath: Path;
  readonly description?: string;
  readonly written: WrittenSettings;
  /** Settings that are written, but not rightly: already reported, and left out of `written`. */
  readonly invalid: ReadonlySet<string>;
  /** The lifecycle policy of a file beside the repository's, already checked; it goes before every default. */
  readonly policyBeside?: LifecyclePolicy;
  /** Where a setting stands, or would stand. */
  settingPath(name: SettingName): Path;
  /** Whose defaults fill the gaps: the environment's, or those of the operator, which reads the same manifest. */
  readonly defaults: "environment" | "operator";
}

export interface ProviderDraft {
  readonly document: SourceDocument;
  readonly name: string;
  readonly spec: AwsProviderManifest["spec"];
}

/** All that the repository files of an environment hold. */
export interface Drafts {
  readonly repositories: RepositorySource[];
  readonly providers: ProviderDraft[];
  /** Names of all `AWSProvider`s, those with faults included. */
  readonly providerNames: Set<string>;
  /** `providerRef`s of the manifests. */
  readonly providerRefs: { readonly document: SourceDocument; readonly name: string }[];
  readonly problems: LocatedProblem[];
}
