import { type AwsLocation, partitionOf } from "../modules/core/aws";
import { didYouMean } from "../modules/core/nearest";
import { error, shown, type Path, type Problem } from "../modules/core/problem";
import { checkSettings } from "../modules/ecr-repository/check";
import { checkRepositoryName } from "../modules/ecr-repository/name";
import { REPOSITORY_DEFAULTS, type RepositorySettings } from "../modules/ecr-repository/settings";
import { checkPrincipals } from "../modules/repository-policy/grants";
import { type RepositoryDeclaration } from "./environment";
import { type RepositoryDraft, type SettingName } from "./formats/draft";
import { type NamedPolicies } from "./named-policies";
import { lifecyclePolicyOf, lifecyclePolicyOfText, repositoryPolicyOf } from "./policy-values";
import { located, type LocatedProblem } from "./problems";
import { MANIFEST_DEFAULTS } from "./schema/manifest-schema";
import { NO_POLICY, type WrittenSettings } from "./schema/repository-schema";
import { type SourceDocument } from "./source/source";

type Resolved = Omit<RepositorySettings, "tags"> &
  Pick<RepositoryDeclaration, "pullPrincipals" | "pushPrincipals" | "lifecyclePolicyName" | "tags">;

/** Fills the gaps of what is written, and checks each thing at the place where it is written. */
export class RepositoryResolver {
  readonly problems: LocatedProblem[] = [];
  private readonly environmentDefaults: Resolved;
  private readonly operatorDefaults: Resolved;

  /**
   * @param environment the environment's file, where its `repositoryDefaults` are
   * @param location `undefined` where it is not known because of other faults
   */
  constructor(
    environment: SourceDocument,
    defaults: WrittenSettings | undefined,
    private readonly policies: NamedPolicies,
    private readonly location: AwsLocation | undefined,
    private readonly defaultTags: Readonly<Record<string, string>>,
  ) {
    const base: Resolved = { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [] };
    this.operatorDefaults = { ...base, ...MANIFEST_DEFAULTS };
    this.environmentDefaults = this.resolve(environment, defaults ?? {}, base, (name) => ["repositoryDefaults", name]);
  }

  declarationOf(draft: RepositoryDraft): RepositoryDeclaration {
    const { document, namePath, repositoryName, description, written } = draft;
    const base = draft.defaults === "environment" ? this.environmentDefaults : this.operatorDefaults;
    this.report(document, namePath, checkRepositoryName(repositoryName));
    const settings = this.resolve(document, written, base, (name) => draft.settingPath(name));
    const beside =
      draft.policyBeside === undefined ? {} : { lifecyclePolicy: draft.policyBeside, lifecyclePolicyName: undefined };
    const { line } = document.positionOf(namePath);
    return { repositoryName, description, ...settings, ...beside, source: { file: document.file, line } };
  }

  private resolve(
    document: SourceDocument,
    written: WrittenSettings,
    base: Resolved,
    pathOf: (name: SettingName) => Path,
  ): Resolved {
    if (Object.keys(written).length === 0) return base;
    const { lifecyclePolicy, repositoryPolicy, ...plain } = written;
    const resolved: Resolved = {
      ...base,
      ...plain,
      // Filters of the defaults go with the mutability of the defaults.
      ...(written.imageTagMutability !== undefined && written.imageTagMutabilityExclusionFilters === undefined
        ? { imageTagMutabilityExclusionFilters: [] }
        : {}),
      tags: { ...base.tags, ...written.tags },
      ...this.lifecyclePolicy(document, written.lifecyclePolicy, pathOf("lifecyclePolicy"), base),
      ...this.repositoryPolicy(document, written.repositoryPolicy, pathOf("repositoryPolicy"), base),
    };
    for (const problem of checkSettings(
      { ...resolved, tags: { ...this.defaultTags, ...resolved.tags } },
      this.location,
    )) {
      const [setting, ...rest] = problem.at;
      this.report(document, pathOf(setting as SettingName), [{ ...problem, at: rest }]);
    }
    if (this.location !== undefined) {
      const partition = partitionOf(this.location.region);
      this.report(document, pathOf("pullPrincipals"), checkPrincipals(written.pullPrincipals ?? [], partition));
      this.report(document, pathOf("pushPrincipals"), checkPrincipals(written.pushPrincipals ?? [], partition));
    }
    return resolved;
  }

  private lifecyclePolicy(
    document: SourceDocument,
    choice: WrittenSettings["lifecyclePolicy"],
    at: Path,
    base: Resolved,
  ) {
    if (choice === undefined)
      return { lifecyclePolicy: base.lifecyclePolicy, lifecyclePolicyName: base.lifecyclePolicyName };
    if (choice === NO_POLICY) return { lifecyclePolicy: undefined, lifecyclePolicyName: undefined };
    if (typeof choice === "string" && !choice.trimStart().startsWith("{")) return this.named(document, choice, at);
    const { policy, problems } =
      typeof choice === "string"
        ? lifecyclePolicyOfText(document, at, choice)
        : "policyText" in choice
          ? lifecyclePolicyOfText(document, [...at, "policyText"], choice.policyText)
          : lifecyclePolicyOf(document, at, choice);
    this.problems.push(...problems);
    return { lifecyclePolicy: policy, lifecyclePolicyName: undefined };
  }

  private named(document: SourceDocument, name: string, at: Path) {
    const known = [...this.policies.byName.keys()];
    if (!this.policies.byName.has(name)) {
      const message = `no lifecycle policy ${shown(name)} in the environment; there is ${[...known, NO_POLICY].join(", ")}.${didYouMean(name, known)}`;
      this.report(document, at, [error("repository/lifecycle-policy", [], message)]);
    }
    return { lifecyclePolicy: this.policies.byName.get(name), lifecyclePolicyName: name };
  }

  private repositoryPolicy(
    document: SourceDocument,
    choice: WrittenSettings["repositoryPolicy"],
    at: Path,
    base: Resolved,
  ) {
    if (choice === undefined) return { repositoryPolicy: base.repositoryPolicy };
    if (choice === NO_POLICY) return { repositoryPolicy: undefined };
    const { policy, problems } = repositoryPolicyOf(document, at, choice);
    this.problems.push(...problems);
    return { repositoryPolicy: policy };
  }

  private report(document: SourceDocument, prefix: Path, problems: readonly Problem[]): void {
    if (problems.length > 0) this.problems.push(...located(document, prefix, problems));
  }
}
