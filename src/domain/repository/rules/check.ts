import { checkEnding } from "../../problems/expiry";
import { error, oneOf, quoteValue, valuesAt, warning, type Problem } from "../../problems/problem";
import { didYouMean } from "../../text/suggestions";
import { NO_POLICY } from "../policy-schema";
import { choices, limitedSettings } from "./breaches";
import { type RepositoryRule, type RepositoryRules } from "./schema";
import { textMatcher } from "./text-matcher";

const PARTS = ["names", "requiredTags", "allowed", "forbidden"] as const;

/**
 * Checks rules by themselves.
 * @param policyNames names of the environment's lifecycle policies
 */
export function checkRules(rules: RepositoryRules, policyNames: readonly string[]): Problem[] {
  return Object.entries(rules).flatMap(([name, rule]) => [
    ...checkEmpty(name, rule),
    ...checkContradictions(name, rule),
    ...checkPolicyNames(name, rule, policyNames),
  ]);
}

function checkEmpty(name: string, rule: RepositoryRule): Problem[] {
  const isEmpty = PARTS.every((part) => Object.keys(rule[part] ?? {}).length === 0);
  if (!isEmpty) return [];
  const message = `expected ${choices(PARTS)}, found none, so the rule has no effect. Add one, or remove the rule`;
  return [error("repository-rules/empty", [name], message)];
}

/** Reports values that a rule both allows and forbids. */
function checkContradictions(name: string, { allowed = {}, forbidden = {} }: RepositoryRule): Problem[] {
  const permitted = new Map(limitedSettings(allowed));
  return limitedSettings(forbidden).flatMap(([setting, values]) => {
    const both = values.filter((value) => permitted.get(setting)?.includes(value) === true);
    if (both.length === 0) return [];
    const message = `expected each value under either allowed or forbidden, found ${oneOf(both, "and")} under both. Remove ${both.length === 1 ? "it" : "each"} from one of the two`;
    return [error("repository-rules/contradiction", [name, "forbidden", setting], message)];
  });
}

function checkPolicyNames(name: string, rule: RepositoryRule, known: readonly string[]): Problem[] {
  return (["allowed", "forbidden"] as const).flatMap((part) => {
    const at = [name, part, "lifecyclePolicy"];
    return valuesAt(at, rule[part]?.lifecyclePolicy).flatMap(({ at: where, text: policy }) => {
      if (policy === NO_POLICY || known.includes(policy)) return [];
      const hint = didYouMean(policy, known) || " Define it under lifecyclePolicies";
      const names = known.length === 0 ? "" : ` (${choices(known)})`;
      const message = `expected "${NO_POLICY}" or one of the environment's policies${names}, found ${quoteValue(policy)}.${hint}`;
      return [error("repository-rules/lifecycle-policy", where, message)];
    });
  });
}

/**
 * Warns about exceptions that end soon, and reports those that have ended as errors.
 * @param today `2026-01-31`, UTC
 */
export function checkExpired(rules: RepositoryRules, today: string): Problem[] {
  return Object.entries(rules).flatMap(([name, { except = {} }]) =>
    Object.entries(except).flatMap(([key, { expires }]) =>
      checkEnding(
        {
          rule: "repository-rules",
          at: [name, "except", key, "expires"],
          expires,
          subject: `the exception for ${key}`,
          fix: "Change its repositories",
        },
        today,
      ),
    ),
  );
}

/** Patterns without a purpose. */
export interface RuleUse {
  readonly repositoryNames: readonly string[];
  /** Whether a path is in the environment's own file. A pattern of a base file may be meant for other environments. */
  readonly isOwn: (at: readonly (string | number)[]) => boolean;
  /** Whether an exception is needed by a repository. */
  readonly isNeeded: (rule: string, exception: string) => boolean;
}

/** Warns about patterns that match no repository, and about exceptions that no repository needs. */
export function checkUnused(rules: RepositoryRules, { repositoryNames, isOwn, isNeeded }: RuleUse): Problem[] {
  const matched = (pattern: string): boolean => repositoryNames.some(textMatcher([pattern]));
  return Object.entries(rules).flatMap(([name, { match = [], except = {} }]) => [
    ...match.flatMap((pattern, index): Problem[] => {
      const at = [name, "match", index];
      if (!isOwn(at) || matched(pattern)) return [];
      const message = `expected a pattern that matches a repository, found ${quoteValue(pattern)}. Correct the pattern, or remove it`;
      return [warning("repository-rules/unused", at, message)];
    }),
    ...Object.keys(except).flatMap((key): Problem[] => {
      const at = [name, "except", key];
      if (isNeeded(name, key)) return [];
      const isMatched = matched(key);
      if (!isMatched && !isOwn(at)) return [];
      const message = isMatched
        ? `expected an exception that a repository needs, found ${quoteValue(key)}. The repositories that it matches do not break the rule, or an earlier exception covers them. Remove the exception`
        : `expected an exception that matches a repository, found ${quoteValue(key)}. Correct the name, or remove the exception`;
      return [warning("repository-rules/unused-exception", at, message, { about: "key" })];
    }),
  ]);
}
