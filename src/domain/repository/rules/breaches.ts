import { oneOf, quoteValue, type Path } from "../../problems/problem";
import { listText } from "../../text/format";
import { didYouMean } from "../../text/suggestions";
import { NO_POLICY } from "../policy-schema";
import { LIMITS, type PolicyNames, type LimitedValue, type RuleSubject } from "./limits";
import {
  type LimitedSetting,
  type Limits,
  type RepositoryRule,
  type RepositoryRules,
  type RequiredTag,
} from "./schema";
import { textMatcher, WILDCARD, type TextMatcher } from "./text-matcher";

/** A rule that a repository breaks. */
export interface Breach {
  /** Name of the rule. */
  readonly rule: string;
  /** Path of the broken requirement in the rule: `["forbidden", "imageTagMutability"]`. */
  readonly requirement: Path;
  /** Path of the setting in the repository, `["repositoryName"]` for its name. */
  readonly at: Path;
  /** `expected <what>, found <value>`. */
  readonly message: string;
  /** The key of the exception that permits it. @default - none */
  readonly exception?: string;
}

/** What a rule finds in a repository. */
type Finding = Pick<Breach, "at" | "message">;

interface Check {
  readonly requirement: Path;
  readonly findings: (subject: RuleSubject) => readonly Finding[];
}

/** A rule with its patterns prepared. */
export interface PreparedRule {
  readonly name: string;
  readonly applies: TextMatcher;
  readonly exceptions: readonly { readonly key: string; readonly covers: TextMatcher }[];
  readonly checks: readonly Check[];
}

/** Prepares rules once for all repositories of an environment. */
export function prepareRules(rules: RepositoryRules, policies: PolicyNames): PreparedRule[] {
  return Object.entries(rules).map(([name, rule]) => ({
    name,
    applies: textMatcher(rule.match ?? ["*"]),
    exceptions: Object.keys(rule.except ?? {}).map((key) => ({ key, covers: textMatcher([key]) })),
    checks: checksOf(rule, policies),
  }));
}

/** The rules that a repository breaks, including those with an exception for it. */
export function breachesOf(rules: readonly PreparedRule[], subject: RuleSubject): Breach[] {
  return rules.flatMap(({ name: rule, applies, exceptions, checks }) => {
    if (!applies(subject.repositoryName)) return [];
    const found = checks.flatMap(({ requirement, findings }) =>
      findings(subject).map((finding) => ({ requirement, ...finding })),
    );
    if (found.length === 0) return [];
    const exception = exceptions.find(({ covers }) => covers(subject.repositoryName))?.key;
    return found.map((finding) => ({ rule, ...finding, ...(exception === undefined ? {} : { exception }) }));
  });
}

function checksOf({ names, requiredTags = {}, allowed = {}, forbidden = {} }: RepositoryRule, policies: PolicyNames) {
  return [
    ...(names === undefined ? [] : [nameCheck(names)]),
    ...Object.entries(requiredTags).map(([key, required]) => tagCheck(key, required)),
    ...limitedSettings(allowed).map(([setting, values]) => allowedCheck(setting, values, policies)),
    ...limitedSettings(forbidden).map(([setting, values]) => forbiddenCheck(setting, values, policies)),
  ];
}

/** The settings that a rule limits, with the values as text. */
export function limitedSettings(limits: Limits): [LimitedSetting, readonly string[]][] {
  return (Object.keys(limits) as LimitedSetting[]).map((setting) => [setting, valuesOf(limits[setting])]);
}

function valuesOf(written: Limits[LimitedSetting]): string[] {
  return [written ?? []].flat().map(String);
}

function nameCheck(names: readonly string[]): Check {
  const matches = textMatcher(names);
  const at = ["repositoryName"];
  const findings = ({ repositoryName }: RuleSubject): Finding[] =>
    matches(repositoryName)
      ? []
      : [{ at, message: `expected a name that matches ${choices(names)}, found ${quoteValue(repositoryName)}` }];
  return { requirement: ["names"], findings };
}

function tagCheck(key: string, required: RequiredTag): Check {
  const expected = `expected the tag ${quoteValue(key)}${requiredText(required)}`;
  const accepts = acceptedValues(required);
  const findings = ({ tags }: RuleSubject): Finding[] => {
    const value = tags[key];
    if (value === undefined) return [{ at: ["tags"], message: `${expected}, found none` }];
    if (accepts(value)) return [];
    const hint = didYouMean(value, exactValues(required));
    const message = `${expected}, found ${quoteValue(value)}`;
    return [{ at: ["tags", key], message: hint === "" ? message : `${message}.${hint}` }];
  };
  return { requirement: ["requiredTags", key], findings };
}

/** The values of a tag without wildcards: the known words that a value may be a misspelling of. */
function exactValues(required: RequiredTag): string[] {
  return [required].flat().filter((value) => value !== "" && !WILDCARD.test(value));
}

/** ` with the value payments or platform`; empty if any value is accepted. */
export function requiredText(required: RequiredTag): string {
  const values = [required].flat();
  return values.includes("*") ? " with a value" : ` with the value ${choices(values.map(quoteValue))}`;
}

function acceptedValues(required: RequiredTag): (value: string) => boolean {
  const values = [required].flat();
  const matches = textMatcher(values);
  // A wildcard does not stand for a value that someone left empty.
  return (value) => (value === "" ? values.includes("") : matches(value));
}

function allowedCheck(setting: LimitedSetting, allowed: readonly string[], policies: PolicyNames): Check {
  const isAllowed = valueTest(setting, allowed);
  const findings = limitFindings(setting, policies, (value) => !isAllowed(value), choices(allowed));
  return { requirement: ["allowed", setting], findings };
}

function forbiddenCheck(setting: LimitedSetting, forbidden: readonly string[], policies: PolicyNames): Check {
  const isMissing = setting === "lifecyclePolicy" && forbidden.every((value) => value === NO_POLICY);
  const expected = isMissing ? "a lifecycle policy" : `anything but ${choices(forbidden)}`;
  const findings = limitFindings(setting, policies, valueTest(setting, forbidden), expected);
  return { requirement: ["forbidden", setting], findings };
}

function limitFindings(
  setting: LimitedSetting,
  policies: PolicyNames,
  isWrong: (value: LimitedValue) => boolean,
  expected: string,
): Check["findings"] {
  const { at, valuesOf: valuesIn } = LIMITS[setting];
  // A problem of a setting that is not written is shown at the outer one.
  const name = at.length > 1 ? `${setting} ` : "";
  return (subject) =>
    valuesIn(subject, policies)
      .filter(isWrong)
      .map(({ shown }) => ({ at, message: `expected ${name}${expected}, found ${shown}` }));
}

/** Whether a value has one of some names. Only keys have patterns. */
function valueTest(setting: LimitedSetting, values: readonly string[]): (value: LimitedValue) => boolean {
  const exact = new Set(values);
  const matches = setting === "kmsKey" ? textMatcher(values) : (name: string) => exact.has(name);
  return ({ names }) => names.some(matches);
}

const MOST_SHOWN = 8;

/** Values as a choice; the first ones if there are many. */
export function choices(values: readonly string[]): string {
  return values.length > MOST_SHOWN ? `one of ${listText(values, MOST_SHOWN)}` : oneOf(values);
}
