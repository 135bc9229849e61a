import { error, warning, type Path, type Problem, type Severity } from "../problems/problem";
import { ACCESS_RULES } from "./access-rules";
import { EFFECT_RULES } from "./effect-rules";
import { type PolicyRule, type PolicySubject } from "./policy-rule";

const RULES = { ...ACCESS_RULES, ...EFFECT_RULES };

export type RuleName = keyof typeof RULES;

/** Every rule by the second half of its id, in the order of the documentation. */
export const POLICY_RULES: Readonly<Record<RuleName, PolicyRule>> = RULES;

/** Id of a rule, such as `repository-policy/public`. */
export function ruleId(name: RuleName, subject: PolicySubject = "repository-policy"): string {
  return `${subject}/${name}`;
}

/** A finding of a rule with the rule's severity, in a repository policy unless `ofSubject` changes its id. */
export function finding(name: RuleName, at: Path, message: string): Problem {
  return (POLICY_RULES[name].severity === "error" ? error : warning)(ruleId(name), at, message);
}

/** The same findings with the ids of another kind of policy. The checks are shared. */
export function ofSubject(subject: PolicySubject, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({
    ...problem,
    rule: `${subject}${problem.rule.slice(problem.rule.indexOf("/"))}`,
  }));
}

const SEVERITIES: ReadonlyMap<string, Severity> = new Map(
  Object.entries(POLICY_RULES).flatMap(([name, { of, severity }]) =>
    of.map((subject): [string, Severity] => [ruleId(name as RuleName, subject), severity]),
  ),
);

/** Ids of all rules. */
export const RULE_IDS: readonly string[] = [...SEVERITIES.keys()];

/** Ids of the rules whose findings can be accepted: the warnings. */
export const ACCEPTABLE_IDS: readonly string[] = RULE_IDS.filter((id) => SEVERITIES.get(id) === "warning");

/** Whether a rule is one of the linter's. */
export function isPolicyRule(id: string): boolean {
  return SEVERITIES.has(id);
}
