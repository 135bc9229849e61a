import { type AwsLocation, type Partition, partitionOf } from "../domain/aws/arn";
import { didYouMean } from "../domain/text/suggestions";
import { error, oneOf, quoteValue, type Path, type Problem } from "../domain/problems/problem";
import { checkSettings } from "../domain/repository/check";
import { checkRepositoryName } from "../domain/repository/name";
import { REPOSITORY_DEFAULTS, type RepositorySettings } from "../domain/repository/settings";
import { POLICY_PRESETS } from "../domain/lifecycle-policy/shorthand/presets";
import { checkPolicyLength } from "../domain/repository-policy/check";
import { repositoryPolicyDocument } from "../domain/repository-policy/document";
import { checkPrincipals, grantStatements } from "../domain/repository-policy/grants";
import { type RepositoryDeclaration } from "../model/environment";
import { type RepositorySource, type SettingName } from "./formats/draft";
import { type NamedPolicies } from "./read-policy/named";
import { lifecyclePolicyInForm } from "./read-policy/forms";
import { lifecyclePolicyOfText, repositoryPolicyOf } from "./read-policy/values";
import { located, type LocatedProblem } from "./problems";
import { MANIFEST_DEFAULTS } from "./schema/manifest-schema";
import { NO_POLICY, writtenPolicySchema } from "../domain/repository/policy-schema";
import { type WrittenSettings } from "../domain/repository/schema";
import { type SourceDocument } from "./source/source";

/** What is declared of a repository besides its name. */
export type Resolved = Omit<RepositorySettings, "tags"> &
  Pick<RepositoryDeclaration, "pullPrincipals" | "pushPrincipals" | "lifecyclePolicyName" | "tags">;

type PrincipalSetting = "pullPrincipals" | "pushPrincipals";

/** Settings that others build on, and what is wrong with them already. */
interface Base {
  readonly settings: Resolved;
  readonly faults: ReadonlySet<string>;
}

function faultKey({ rule, at }: Problem): string {
  return JSON.stringify([rule, at]);
}

type DeclarationSource = Pick<RepositorySource, "document" | "written" | "invalid" | "settingPath">;

/** Told of a repository whose policy has a name that the environment does not know. */
export const UNKNOWN_POLICY = "repository/lifecycle-policy";

const NOTHING: ReadonlySet<string> = new Set();

/** Settings that a rule compares; every other rule is about one setting. */
const COMPARED: Readonly<Record<string, readonly SettingName[]>> = {
  "repository/exclusion-filters": ["imageTagMutability", "imageTagMutabilityExclusionFilters"],
  "repository/force-delete": ["forceDelete", "deletionPolicy"],
};

/** What the environment as a whole tells of its repositories. */
export interface RepositoryContext {
  /** The environment's file, where its `repositoryDefaults` are. */
  readonly document: SourceDocument;
  readonly defaults: WrittenSettings;
  readonly policies: NamedPolicies;
  /** Whether `policies` are all that are written; else a name that is not there may be a consequence of another fault. */
  readonly policiesKnown: boolean;
  /** `undefined` where it is not known because of other faults. */
  readonly location: AwsLocation | undefined;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** Fills the gaps of what is written, and checks each thing at the place where it is written, and only there. */
export class RepositoryResolver {
  readonly problems: LocatedProblem[] = [];
  private readonly bare: Base;
  private readonly bases: Readonly<Record<RepositorySource["defaults"], Base>>;
  private readonly partition: Partition | undefined;

  constructor(private readonly context: RepositoryContext) {
    const { document, defaults, location } = context;
    this.partition = location === undefined ? undefined : partitionOf(location.region);
    const ours: Resolved = { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [] };
    const draft: DeclarationSource = {
      document,
      written: defaults,
      invalid: NOTHING,
      settingPath: (name) => ["repositoryDefaults", name],
    };
    this.bare = this.baseOf(ours);
    this.bases = {
      environment: this.baseOf(this.resolve(draft, this.bare)),
      operator: this.baseOf({ ...ours, ...MANIFEST_DEFAULTS }),
    };
  }

  /** What a repository gets of which nothing is written, by the environment's defaults. */
  get defaults(): Resolved {
    return this.bases.environment.settings;
  }

  declarationOf(draft: RepositorySource): RepositoryDeclaration {
    const { document, namePath, repositoryName, description, policyBeside } = draft;
    this.report(document, namePath, checkRepositoryName(repositoryName));
    const settings = this.resolve(draft, this.bases[draft.defaults]);
    const beside = policyBeside === undefined ? {} : { lifecyclePolicy: policyBeside, lifecyclePolicyName: undefined };
    return { repositoryName, description, ...settings, ...beside };
  }

  /** The settings of a template of repositories, which no defaults of the environment fill. */
  templateOf(document: SourceDocument, written: WrittenSettings, at: Path): Resolved {
    return this.resolve({ document, written, invalid: NOTHING, settingPath: (name) => [...at, name] }, this.bare);
  }

  private baseOf(settings: Resolved): Base {
    return { settings, faults: new Set(this.faultsOf(settings).map(faultKey)) };
  }

  private faultsOf(settings: Resolved): Problem[] {
    const { defaultTags, location } = this.context;
    return checkSettings({ ...settings, tags: { ...defaultTags, ...settings.tags } }, location);
  }

  private resolve(draft: DeclarationSource, base: Base): Resolved {
    const { document, written, settingPath } = draft;
    if (Object.keys(written).length === 0) return base.settings;
    const { lifecyclePolicy: _, repositoryPolicy: __, ...plain } = written;
    const resolved: Resolved = {
      ...base.settings,
      ...plain,
      // Filters of the defaults go with the mutability of the defaults.
      ...(written.imageTagMutability !== undefined && written.imageTagMutabilityExclusionFilters === undefined
        ? { imageTagMutabilityExclusionFilters: [] }
        : {}),
      pullPrincipals: this.principals(draft, "pullPrincipals", base.settings),
      pushPrincipals: this.principals(draft, "pushPrincipals", base.settings),
      tags: { ...base.settings.tags, ...written.tags },
      ...this.lifecyclePolicy(document, written.lifecyclePolicy, settingPath("lifecyclePolicy"), base.settings),
      ...this.repositoryPolicy(document, written.repositoryPolicy, settingPath("repositoryPolicy"), base.settings),
    };
    for (const problem of this.faultsOf(resolved)) this.reportSetting(draft, base, problem);
    this.reportLength(draft, resolved);
    return resolved;
  }

  /** A fault of the defaults is reported once, at the defaults. */
  private reportSetting(
    { document, written, invalid: invalid, settingPath }: DeclarationSource,
    { faults }: Base,
    problem: Problem,
  ): void {
    const [first, ...rest] = problem.at;
    const setting = first as SettingName;
    const compared = COMPARED[problem.rule] ?? [setting];
    if (compared.some((name) => invalid.has(name))) return;
    const [tag] = rest;
    const isWritten = setting === "tags" && tag !== undefined ? tag in (written.tags ?? {}) : setting in written;
    const isInherited = faults.has(faultKey(problem)) && (!isWritten || problem.rule === "tags/count");
    if (isInherited) return;
    const place = isWritten ? setting : (compared.find((name) => name in written) ?? setting);
    this.report(document, settingPath(place), [{ ...problem, at: rest }]);
  }

  private principals({ document, written, settingPath }: DeclarationSource, name: PrincipalSetting, base: Resolved) {
    const given = written[name];
    if (given === undefined) return base[name];
    this.report(document, settingPath(name), checkPrincipals(given, this.partition));
    return given.map(String);
  }

  /** Grants and policy are sent as one document; at the longer part's place, where that is too long. */
  private reportLength({ document, written, settingPath }: DeclarationSource, resolved: Resolved): void {
    const names = (["repositoryPolicy", "pullPrincipals", "pushPrincipals"] as const).filter((name) => name in written);
    const [place] = names;
    if (place === undefined || this.partition === undefined) return;
    const sent = repositoryPolicyDocument(resolved.repositoryPolicy, grantStatements(resolved, this.partition));
    // A policy that is too long by itself is reported already.
    const grants = resolved.pullPrincipals.length + resolved.pushPrincipals.length > 0;
    if (sent !== undefined && grants) this.report(document, settingPath(place), checkPolicyLength(sent));
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
        : lifecyclePolicyInForm(document, at, choice, writtenPolicySchema);
    this.problems.push(...problems);
    return { lifecyclePolicy: policy, lifecyclePolicyName: undefined };
  }

  private named(document: SourceDocument, name: string, at: Path) {
    const { policies, policiesKnown } = this.context;
    const known = [...policies.byName.keys()];
    if (policiesKnown && !policies.byName.has(name)) {
      const allowed =
        known.length === 0
          ? "it has none; write it under lifecyclePolicies in the environment's file"
          : `there is ${oneOf(known, "and")}`;
      const hint = Object.hasOwn(POLICY_PRESETS, name)
        ? ` The preset of that name is { preset: ${name} }.`
        : didYouMean(name, known);
      const message = `no lifecycle policy ${quoteValue(name)} in the environment: ${allowed}, or "${NO_POLICY}" for no policy.${hint}`;
      this.report(document, at, [error(UNKNOWN_POLICY, [], message)]);
    }
    return { lifecyclePolicy: policies.byName.get(name), lifecyclePolicyName: name };
  }

  private repositoryPolicy(
    document: SourceDocument,
    choice: WrittenSettings["repositoryPolicy"],
    at: Path,
    base: Resolved,
  ) {
    if (choice === undefined) return { repositoryPolicy: base.repositoryPolicy };
    if (choice === NO_POLICY) return { repositoryPolicy: undefined };
    if (typeof choice === "string" && !choice.trimStart().startsWith("{")) {
      const message = `found ${quoteValue(choice)}; a policy document, its JSON text or "${NO_POLICY}" is allowed`;
      this.report(document, at, [error("repository/repository-policy", [], message)]);
      return { repositoryPolicy: undefined };
    }
    const { policy, problems } = repositoryPolicyOf(document, at, choice, this.partition);
    this.problems.push(...problems);
    return { repositoryPolicy: policy };
  }

  private report(document: SourceDocument, prefix: Path, problems: readonly Problem[]): void {
    if (problems.length > 0) this.problems.push(...located(document, prefix, problems));
  }
}
