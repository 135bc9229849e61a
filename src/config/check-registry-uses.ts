import { partitionOf, type AwsLocation } from "../domain/aws/arn";
import { checkCachedRepository, checkRegistryUses, type UsedRepository } from "../domain/registry/check-uses";
import { type RegistrySettings } from "../domain/registry/settings";
import { repositoryPolicyDocument } from "../domain/repository-policy/document";
import { grantStatements } from "../domain/repository-policy/grants";
import { type RepositoryDeclaration } from "../model/environment";
import { type Drafts, type RepositorySource, type SettingName, type SettingsSource } from "./formats/draft";
import { located, type LocatedProblem } from "./problems";
import { type SourceDocument } from "./source/source";

/** The parts of an environment that its registry's settings are compared with. */
export interface RegistryContext {
  readonly registry: RegistrySettings | undefined;
  readonly location: AwsLocation | undefined;
  /** One for each draft. */
  readonly repositories: readonly RepositoryDeclaration[];
  readonly drafts: Drafts;
  /** Whether `repositoryDefaults` has `scanOnPush`. */
  readonly scanOnPushDefault: boolean;
  readonly manages: readonly string[];
}

/** Warns where the registry's settings and the environment's repositories do not fit together. */
export function checkUses(
  document: SourceDocument,
  { registry, location, repositories, drafts, scanOnPushDefault, manages }: RegistryContext,
): LocatedProblem[] {
  if (registry === undefined) return [];
  const partition = location === undefined ? "aws" : partitionOf(location.region);
  const used = repositories.map((repository): UsedRepository => {
    const { repositoryName, scanOnPush, encryptionConfiguration, repositoryPolicy, ...grants } = repository;
    const policy = repositoryPolicyDocument(repositoryPolicy, grantStatements(grants, partition));
    return { repositoryName, scanOnPush, encryptionConfiguration, policy };
  });
  const scanOnPush = [
    ...(scanOnPushDefault ? ["repositoryDefaults"] : []),
    ...drafts.repositories
      .filter((draft) => sourceOf(draft, "scanOnPush") !== undefined)
      .map(({ repositoryName: name }) => name),
  ];
  return [
    ...located(
      document,
      ["registry"],
      checkRegistryUses(registry, { repositories: used, scanOnPush, manages }, location),
    ),
    ...used.flatMap((repository, index) => {
      const draft = drafts.repositories[index];
      if (draft === undefined || location === undefined) return [];
      return checkCachedRepository(registry, repository, location).flatMap((problem) => {
        const [setting] = problem.at;
        const source = typeof setting === "string" ? sourceOf(draft, setting) : undefined;
        const at = source?.settingPath(setting as SettingName) ?? draft.namePath;
        return located(draft.document, at, [{ ...problem, at: [] }]);
      });
    }),
  ];
}

/** What writes a setting of a repository: itself, or the defaults of its file. */
function sourceOf(draft: RepositorySource, setting: string): SettingsSource | undefined {
  return [draft, draft.fileDefaults].find((source) => source !== undefined && setting in source.written);
}
