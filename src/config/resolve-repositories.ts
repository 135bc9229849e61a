import { type AwsLocation, type Partition, partitionOf } from "../domain/aws/arn";
import { type Path, type Problem } from "../domain/problems/problem";
import { type GrantAccess } from "../domain/grants/parts";
import { DEFAULTS_SUBJECT } from "../domain/policy-lint/acceptance";
import { cacheRuleOf } from "../domain/registry/names";
import { type RegistrySettings } from "../domain/registry/settings";
import { checkSettings } from "../domain/repository/check";
import { checkRepositoryName } from "../domain/repository/name";
import { REPOSITORY_DEFAULTS, type RepositorySettings } from "../domain/repository/settings";
import { checkPrincipals } from "../domain/repository-policy/grants";
import { type PolicyPlace } from "../domain/repository-policy/place";
import { type RepositoryDeclaration } from "../model/environment";
import { type NameGrants } from "./name-grants";
import { SentPolicies } from "./sent-policies";
import { PolicyResolver } from "./resolve-policies";
import { NO_GRANTS, type GrantResolver, type ResolvedGrants } from "./resolve-grants";
import { type RepositorySource, type SettingName, type SettingsSource } from "./formats/draft";
import { type NamedPolicies } from "./read-policy/named-lifecycle-policies";
import { located, type LocatedProblem } from "./problems";
import { MANIFEST_DEFAULTS } from "./schema/manifest-schema";
import { about } from "./subjects";
import { type WrittenSettings } from "../domain/repository/schema";
import { type SourceDocument } from "./source/source";
import { NO_FAULTS } from "./valid-fields";

/** A repository's settings without its name. */
export type Resolved = Omit<RepositorySettings, "tags"> &
  Pick<RepositoryDeclaration, "pullPrincipals" | "pushPrincipals" | "grants" | "lifecyclePolicyName" | "tags"> &
  ResolvedGrants;

type PrincipalSetting = "pullPrincipals" | "pushPrincipals";

/** Default settings, with the keys of their problems. */
interface Base {
  readonly settings: Resolved;
  readonly faults: ReadonlySet<string>;
}

function faultKey({ rule, at }: Problem): string {
  return JSON.stringify([rule, at]);
}

const ACCESS_SETTINGS = ["repositoryPolicy", "pullPrincipals", "pushPrincipals", "pull", "push"] as const;

/** The settings that a rule compares. Other rules check one setting. */
const COMPARED: Readonly<Record<string, readonly SettingName[]>> = {
  "repository/exclusion-filters": ["imageTagMutability", "imageTagMutabilityExclusionFilters"],
  "repository/force-delete": ["forceDelete", "deletionPolicy"],
};

/** The parts of the environment that repositories depend on. */
export interface RepositoryContext {
  /** The environment's file, with `repositoryDefaults`. */
  readonly document: SourceDocument;
  readonly defaults: WrittenSettings;
  readonly policies: NamedPolicies;
  /** Whether `policies` is complete; otherwise a missing name may be a consequence of another fault. */
  readonly policiesKnown: boolean;
  /** `undefined` if other faults make it unknown. */
  readonly location: AwsLocation | undefined;
  readonly registryKeyAlias?: string | undefined;
  /** What is known about where repository policies apply. */
  readonly policyPlace: () => PolicyPlace;
  readonly defaultTags: Readonly<Record<string, string>>;
  readonly grants: GrantResolver;
  readonly nameGrants: NameGrants;
  readonly pullThroughCache: RegistrySettings["pullThroughCache"];
}

/** Resolves repositories with their defaults, and reports each problem once, where the setting is written. */
export class RepositoryResolver {
  readonly problems: LocatedProblem[] = [];
  private readonly builtIn: Base;
  private readonly bases: Readonly<Record<RepositorySource["defaults"], Base>>;
  private readonly sent: SentPolicies;
  private readonly ofFiles = new Map<SettingsSource, Base>();
  private readonly partition: Partition | undefined;
  private readonly policies: PolicyResolver;

  /** @param fileDefaults the `defaults` of repository files */
  constructor(
    private readonly context: RepositoryContext,
    fileDefaults: readonly SettingsSource[] = [],
  ) {
    const { document, defaults, location } = context;
    this.partition = location === undefined ? undefined : partitionOf(location.region);
    this.sent = new SentPolicies(this.partition);
    this.policies = new PolicyResolver(context, this.problems);
    const builtIn: Resolved = { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [], ...NO_GRANTS };
    const defaultsSource: SettingsSource = {
      document,
      written: defaults,
      invalid: NO_FAULTS,
      settingPath: (name) => ["repositoryDefaults", name],
    };
    this.builtIn = this.baseOf(builtIn);
    this.bases = {
      environment: about(DEFAULTS_SUBJECT, this.problems, () =>
        this.baseOf(this.resolve(defaultsSource, this.builtIn)),
      ),
      operator: this.baseOf({ ...builtIn, ...MANIFEST_DEFAULTS }),
    };
    for (const source of fileDefaults) about(DEFAULTS_SUBJECT, this.problems, () => this.baseOfFile(source));
  }

  /** The settings of a repository with only the environment's defaults. */
  get defaults(): Resolved {
    return this.bases.environment.settings;
  }

  /**
   * The settings of a repository in a file with only defaults: the environment's, and the file's over them.
   * @param file relative to the project
   */
  defaultsIn(file: string | undefined): Resolved {
    const own = [...this.ofFiles].find(([{ document }]) => document.file === file);
    return own?.[1].settings ?? this.defaults;
  }

  declarationOf(source: RepositorySource): RepositoryDeclaration {
    const { document, namePath, repositoryName, description, folderPolicy } = source;
    this.report(document, namePath, checkRepositoryName(repositoryName));
    const { fileDefaults } = source;
    const base = fileDefaults === undefined ? this.bases[source.defaults] : this.baseOfFile(fileDefaults);
    const { pull, push, grants: _, ...settings } = this.resolve(source, base);
    const policy = folderPolicy === undefined ? {} : { lifecyclePolicy: folderPolicy, lifecyclePolicyName: undefined };
    const grants = this.allGrants(source, { ...settings, pull, push });
    return { repositoryName, description, ...settings, ...policy, ...grants };
  }

  /** The repository settings of a creation template, which do not inherit the environment's defaults. */
  templateOf(document: SourceDocument, written: WrittenSettings, at: Path, cached: boolean): Resolved {
    const source = { document, written, invalid: NO_FAULTS, settingPath: (name: SettingName) => [...at, name] };
    const resolved = this.resolve(source, this.builtIn);
    return { ...resolved, grants: this.context.grants.partsOf(resolved, cached) };
  }

  /** The grants of a repository and of its name. */
  private allGrants({ document, namePath, repositoryName }: RepositorySource, resolved: Resolved) {
    const { nameGrants, grants, pullThroughCache } = this.context;
    const byName = nameGrants.of(repositoryName);
    const all = { pull: [...resolved.pull, ...byName.pull], push: [...resolved.push, ...byName.push] };
    if (all.pull.length + all.push.length === 0) return {};
    const cached = cacheRuleOf({ pullThroughCache }, repositoryName) !== undefined;
    const parts = grants.partsOf(all, cached);
    // Without grants of its name, `reportLength` has checked it.
    const isLonger = byName.pull.length + byName.push.length > 0;
    if (isLonger) this.reportDocument(document, namePath, { ...resolved, grants: parts });
    return { ...all, ...(cached ? { cached } : {}), grants: parts };
  }

  private reportDocument(document: SourceDocument, at: Path, resolved: Resolved): void {
    this.report(document, at, this.sent.problemsOf(resolved));
  }

  private baseOfFile(source: SettingsSource): Base {
    const base = this.ofFiles.get(source) ?? this.baseOf(this.resolve(source, this.bases.environment));
    this.ofFiles.set(source, base);
    return base;
  }

  private baseOf(settings: Resolved): Base {
    return { settings, faults: new Set(this.faultsOf(settings).map(faultKey)) };
  }

  private faultsOf(settings: Resolved): Problem[] {
    const tags = { ...this.context.defaultTags, ...settings.tags };
    return checkSettings({ ...settings, tags }, this.context.location, this.context.registryKeyAlias);
  }

  private resolve(source: SettingsSource, base: Base): Resolved {
    const { document, written, settingPath } = source;
    if (Object.keys(written).length === 0) return base.settings;
    const { lifecyclePolicy: _, repositoryPolicy: __, ...plain } = written;
    const grants = {
      pull: this.grants(source, "pull", base.settings),
      push: this.grants(source, "push", base.settings),
    };
    const resolved: Resolved = {
      ...base.settings,
      ...plain,
      // Default filters belong to the default mutability.
      ...(written.imageTagMutability !== undefined && written.imageTagMutabilityExclusionFilters === undefined
        ? { imageTagMutabilityExclusionFilters: [] }
        : {}),
      pullPrincipals: this.principals(source, "pullPrincipals", base.settings),
      pushPrincipals: this.principals(source, "pushPrincipals", base.settings),
      ...grants,
      grants: this.context.grants.partsOf(grants),
      tags: { ...base.settings.tags, ...written.tags },
      ...this.policies.lifecyclePolicy(
        document,
        written.lifecyclePolicy,
        settingPath("lifecyclePolicy"),
        base.settings,
      ),
      ...this.policies.repositoryPolicy(
        ...([document, written.repositoryPolicy, settingPath("repositoryPolicy"), base.settings] as const),
      ),
    };
    for (const problem of this.faultsOf(resolved)) this.reportSetting(source, base, problem);
    this.reportLength(source, resolved);
    return resolved;
  }

  /** Reports a problem where the setting is written. Problems of the defaults are reported only there. */
  private reportSetting(
    { document, written, invalid, settingPath }: SettingsSource,
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

  private principals({ document, written, settingPath }: SettingsSource, name: PrincipalSetting, base: Resolved) {
    const given = written[name];
    if (given === undefined) return base[name];
    this.report(document, settingPath(name), checkPrincipals(given, this.partition));
    return given.map(String);
  }

  /** Checks the length of policy and grants together, because they are sent as one document. */
  private reportLength({ document, written, settingPath }: SettingsSource, resolved: Resolved): void {
    const place = ACCESS_SETTINGS.find((name) => name in written);
    // The check of the policy reports one that is too long without grants.
    if (place !== undefined) this.reportDocument(document, settingPath(place), resolved);
  }

  private grants({ document, written, settingPath }: SettingsSource, name: GrantAccess, base: Resolved) {
    const given = written[name];
    if (given === undefined) return base[name];
    const { grants, problems } = this.context.grants.resolve(given, name);
    this.report(document, settingPath(name), problems);
    return grants;
  }

  private report(document: SourceDocument, prefix: Path, problems: readonly Problem[]): void {
    if (problems.length > 0) this.problems.push(...located(document, prefix, problems));
  }
}
