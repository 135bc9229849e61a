import { type Path } from "../../domain/problems/problem";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { type LocatedProblem } from "../problems";
import { type AwsProviderManifest } from "../schema/manifest-schema";
import { type WrittenSettings } from "../../domain/repository/schema";
import { type Place, type SourceDocument } from "../source/source";

export type SettingName = keyof WrittenSettings;

/** Settings as they are written, with their places. */
export interface SettingsSource {
  readonly document: SourceDocument;
  readonly written: WrittenSettings;
  /** Settings with faults, which are reported already and not in `written`. */
  readonly invalid: ReadonlySet<string>;
  /** Path of a setting, present or absent. */
  readonly settingPath: (name: SettingName) => Path;
}

/** A repository as it is written in one of the formats, before defaults. */
export interface RepositorySource extends SettingsSource {
  readonly repositoryName: string;
  readonly namePath: Path;
  readonly description?: string;
  /** The file's `defaults`, which override those of the environment. @default - the file has none */
  readonly fileDefaults?: SettingsSource;
  /** The checked lifecycle policy of a `repositories.json`'s folder, which overrides defaults. */
  readonly folderPolicy?: LifecyclePolicy;
  /** Where that policy is written. */
  readonly folderPolicyPlace?: Place;
  /** Which defaults apply: the environment's, or for manifests the operator's. */
  readonly defaults: "environment" | "operator";
}

export interface ProviderDraft {
  readonly document: SourceDocument;
  readonly name: string;
  readonly spec: AwsProviderManifest["spec"];
}

/** The contents of an environment's repository files. */
export interface Drafts {
  /** Absolute paths of the files. */
  readonly files: readonly string[];
  readonly repositories: RepositorySource[];
  /** The `defaults` of files. */
  readonly fileDefaults: SettingsSource[];
  readonly providers: ProviderDraft[];
  /** Names of all `AWSProvider`s, including those with faults. */
  readonly providerNames: Set<string>;
  /** `providerRef`s of manifests. */
  readonly providerRefs: { readonly document: SourceDocument; readonly name: string }[];
  readonly problems: LocatedProblem[];
}
