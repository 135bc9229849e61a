import { quoteValue, type Path } from "../../problems/problem";
import { choices, limitedSettings, requiredText } from "./breaches";
import { LIMITS } from "./limits";
import { type RepositoryRule } from "./schema";
import { textMatcher } from "./text-matcher";

/** What a rule requires of a setting. */
export interface Requirement {
  /** `allows Retain or Orphan`. */
  readonly text: string;
  /** Path in the rule. */
  readonly at: Path;
}

/**
 * What a rule requires of a setting. Empty if the rule is about other settings.
 * @param at path in a repository
 */
export function requirementsOf(rule: RepositoryRule, at: Path): Requirement[] {
  const isAbout = (other: Path): boolean => at.every((step, index) => index >= other.length || step === other[index]);
  const limits = ([part, verb]: readonly ["allowed" | "forbidden", string]): Requirement[] =>
    limitedSettings(rule[part] ?? {})
      .filter(([setting]) => isAbout(LIMITS[setting].at))
      .map(([setting, values]) => ({ text: `${verb} ${limitText(setting, values)}`, at: [part, setting] }));
  return [
    ...Object.entries(rule.requiredTags ?? {})
      .filter(([key]) => isAbout(["tags", key]))
      .map(([key, required]) => ({
        text: `requires the tag ${quoteValue(key)}${requiredText(required)}`,
        at: ["requiredTags", key],
      })),
    ...limits(["allowed", "allows"]),
    ...limits(["forbidden", "forbids"]),
  ];
}

/** Whether a rule applies to a repository. */
export function appliesTo({ match }: RepositoryRule, repositoryName: string): boolean {
  return match === undefined || textMatcher(match)(repositoryName);
}

/** The first exception of a rule for a repository. */
export function exceptionFor({ except = {} }: RepositoryRule, repositoryName: string) {
  return Object.entries(except).find(([key]) => textMatcher([key])(repositoryName))?.[1];
}

function limitText(setting: keyof typeof LIMITS, values: readonly string[]): string {
  return LIMITS[setting].at.length > 1 ? `${setting} ${choices(values)}` : choices(values);
}
