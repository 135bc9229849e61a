import { formatPath, type Path, type Problem } from "../domain/problems/problem";
import { valueAt } from "../domain/problems/schema-problems";
import { breachesOf, prepareRules, type Breach } from "../domain/repository/rules/breaches";
import { checkExpired, checkRules, checkUnused } from "../domain/repository/rules/check";
import { PolicyNames } from "../domain/repository/rules/limits";
import { repositoryRulesSchema, type RepositoryRules } from "../domain/repository/rules/schema";
import { NO_POLICY } from "../domain/repository/policy-schema";
import { type Tags } from "../domain/aws/tags";
import { type RepositoryDeclaration } from "../model/environment";
import { type RepositorySource, type SettingName } from "./formats/draft";
import { located, type LocatedProblem } from "./problems";
import { type NamedPolicies } from "./read-policy/named-lifecycle-policies";
import { type SourceDocument } from "./source/source";

/** The parts of an environment that its rules for repositories are compared with. */
export interface RulesContext {
  readonly rules: RepositoryRules | undefined;
  readonly policies: NamedPolicies;
  readonly drafts: readonly RepositorySource[];
  /** One for each draft. */
  readonly repositories: readonly RepositoryDeclaration[];
  /** The environment's default tags. */
  readonly tags: Tags;
}

/** The result of checking repositories against rules. */
export interface CheckedRules {
  readonly problems: readonly LocatedProblem[];
  /** What keeps a repository from being accepted, by its name. Warnings do not. */
  readonly broken: ReadonlyMap<string, readonly string[]>;
}

/** Id of the problem that a repository breaks a rule. */
export const BROKEN_RULE = "repository-rules/broken";

/** Checks an environment's repositories against its rules, each where its setting is written. */
export function checkRepositoryRules(document: SourceDocument, context: RulesContext): CheckedRules {
  const { rules, policies, drafts, repositories, tags } = context;
  if (rules === undefined) return { problems: [], broken: new Map() };
  const prepared = prepareRules(rules, new PolicyNames(policies.byName));
  const texts = new Map<Path, string>();
  const ruleText = ({ rule, requirement }: Breach): string => {
    const text = texts.get(requirement) ?? textOf(document, [rule, ...requirement], rules[rule]?.description);
    texts.set(requirement, text);
    return text;
  };
  const problems: LocatedProblem[] = [];
  const broken = new Map<string, string[]>();
  const needed = new Set<string>();
  repositories.forEach((repository, index) => {
    const draft = drafts[index];
    if (draft === undefined) return;
    for (const breach of breachesOf(prepared, { ...repository, tags: { ...tags, ...repository.tags } })) {
      if (isUnknown(draft, repository, breach)) continue;
      if (breach.exception !== undefined) {
        needed.add(exceptionKey(breach.rule, breach.exception));
        continue;
      }
      const severity = rules[breach.rule]?.severity ?? "error";
      const found = `${breach.message}${isWritten(draft, breach) ? "" : inheritedText(breach)}`;
      const message = `${found}${found.endsWith("?") ? "" : "."}${ruleText(breach)}`;
      problems.push(...atSetting(draft, { rule: BROKEN_RULE, severity, at: breach.at, message }));
      if (severity === "error")
        broken.set(repository.repositoryName, [
          ...(broken.get(repository.repositoryName) ?? []),
          `${formatPath(breach.at)}: ${message}`,
        ]);
    }
  });
  const own = [
    ...checkRules(rules, [...policies.byName.keys()]),
    ...checkUnused(rules, {
      repositoryNames: repositories.map(({ repositoryName }) => repositoryName),
      isOwn: (at) => document.positionOf(["repositoryRules", ...at]).file === document.file,
      isNeeded: (rule, exception) => needed.has(exceptionKey(rule, exception)),
    }),
  ];
  return { problems: [...problems, ...located(document, ["repositoryRules"], own)], broken };
}

/**
 * Reports exceptions that have ended or end soon, at their days. Only `validate` asks this, so that a deployment does not fail
 * from one day to the next.
 * @param today `2026-01-31`, UTC
 */
export function checkExpiredExceptions(document: SourceDocument, today: string): LocatedProblem[] {
  const rules = repositoryRulesSchema.safeParse(valueAt(document.data, ["repositoryRules"]));
  return rules.success ? located(document, ["repositoryRules"], checkExpired(rules.data, today)) : [];
}

function exceptionKey(rule: string, exception: string): string {
  return `${rule} ${exception}`;
}

/** Where a requirement is, and the description of its rule. */
function textOf(document: SourceDocument, at: Path, description: string | undefined): string {
  const { file, line } = document.positionOfKey(["repositoryRules", ...at]);
  return ` See the rule "${at[0]}" at ${file}:${line}${description === undefined ? "" : `: ${description}`}`;
}

/** Whether another problem keeps the setting's value from being known. */
function isUnknown(
  { invalid, fileDefaults, written }: RepositorySource,
  repository: RepositoryDeclaration,
  { at }: Breach,
) {
  const setting = String(at[0]);
  if (invalid.has(setting) || fileDefaults?.invalid.has(setting) === true) return true;
  const policy = written.lifecyclePolicy ?? fileDefaults?.written.lifecyclePolicy ?? NO_POLICY;
  return setting === "lifecyclePolicy" && policy !== NO_POLICY && repository.lifecyclePolicy === undefined;
}

function isWritten({ written }: RepositorySource, { at: [setting = "", ...rest] }: Breach): boolean {
  if (setting === "repositoryName") return true;
  const value = written[setting as SettingName];
  return setting === "tags" && rest.length > 0 ? valueAt(value, rest) !== undefined : value !== undefined;
}

/** Nothing is not inherited. */
function inheritedText({ message }: Breach): string {
  return message.endsWith("found none") ? "" : " from the defaults";
}

/** A problem at a repository's setting, or at its entry if the setting is not written there. */
function atSetting(draft: RepositorySource, problem: Problem): LocatedProblem[] {
  const { document, namePath, settingPath } = draft;
  const [setting = "", ...rest] = problem.at;
  if (setting === "repositoryName") return located(document, namePath, [{ ...problem, at: [] }]);
  const base: Path = settingPath(setting as SettingName);
  const isThere = valueAt(document.data, [...base, ...rest]) !== undefined;
  return located(document, base, [{ ...problem, at: isThere ? rest : [] }]);
}
