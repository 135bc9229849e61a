import { errorsOf, type Path, type Problem } from "../../domain/problems/problem";
import { parse } from "../../domain/problems/schema-problems";
import { checkLifecyclePolicyOnce } from "../../domain/repository/check";
import { POLICY_PRESETS } from "../../domain/lifecycle-policy/shorthand/presets";
import {
  checkShorthand,
  expandShorthand,
  shorthandProblems,
  type ExpandedRule,
} from "../../domain/lifecycle-policy/shorthand/expand";
import { shorthandSchema } from "../../domain/lifecycle-policy/shorthand/schema";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { lifecyclePolicyOf, lifecyclePolicyOfText, type CheckedPolicy } from "./values";
import { located } from "../problems";
import { isShorthand, writtenPolicySchema, type namedPolicySchema } from "../../domain/repository/policy-schema";
import { type SourceDocument } from "../source/source";

/** A lifecycle policy in any form. */
export interface WrittenPolicy extends CheckedPolicy<LifecyclePolicy> {
  /** Path of the mapping with `rules` or the words. */
  readonly at: Path;
  /** The rules of a policy in words, with the words that they come from. */
  readonly expandedRules?: readonly ExpandedRule[];
}

/** A document that is a lifecycle policy: AWS's JSON, or one of the forms that repositories accept. */
export function lifecyclePolicyOfDocument(document: SourceDocument): WrittenPolicy {
  const { data } = document;
  const hasForm = typeof data === "object" && data !== null && ("words" in data || "preset" in data);
  return hasForm || isShorthand(data)
    ? lifecyclePolicyInForm(document, [], data, writtenPolicySchema)
    : { at: [], ...lifecyclePolicyOf(document, [], data) };
}

/**
 * Reads a lifecycle policy in one of its forms.
 * @param schema the forms that are allowed here; rules and words are checked separately
 */
export function lifecyclePolicyInForm(
  document: SourceDocument,
  at: Path,
  value: unknown,
  schema: typeof writtenPolicySchema | typeof namedPolicySchema,
): WrittenPolicy {
  // Words are parsed separately, so that a misspelled one does not hide faults in others.
  if (isShorthand(value)) return policyInWords(document, at, value);
  if (hasOnlyRules(value)) return { at, ...lifecyclePolicyOf(document, at, value) };
  const form = parse("lifecycle", schema, value);
  if (!form.ok) return { at, problems: located(document, at, form.problems) };
  const { policyText, words, preset } = form.value;
  if (policyText !== undefined) {
    const place = [...at, "policyText"];
    return { at: place, ...lifecyclePolicyOfText(document, place, policyText) };
  }
  if (words !== undefined) return policyInWords(document, [...at, "words"], words);
  if (preset !== undefined) {
    const rules = expandShorthand(POLICY_PRESETS[preset]).map(({ rule }) => ({ rule, at: [] }));
    return policyOfRules(document, [...at, "preset"], rules);
  }
  return { at, ...lifecyclePolicyOf(document, at, value) };
}

/** Whether a policy has AWS's form, which the check of the policy describes better. */
function hasOnlyRules(value: unknown): boolean {
  return typeof value === "object" && value !== null && "rules" in value && Object.keys(value).length === 1;
}

function policyInWords(document: SourceDocument, at: Path, value: unknown): WrittenPolicy {
  const rejected = (problems: readonly Problem[]): WrittenPolicy => ({ at, problems: located(document, at, problems) });
  const words = parse("lifecycle", shorthandSchema, value);
  if (!words.ok) return rejected(words.problems);
  const found = checkShorthand(words.value);
  return found.length > 0 ? rejected(found) : policyOfRules(document, at, expandShorthand(words.value));
}

/** Checks the expanded rules and reports the problems at the words. */
function policyOfRules(document: SourceDocument, at: Path, expandedRules: readonly ExpandedRule[]): WrittenPolicy {
  const policy = { rules: expandedRules.map(({ rule }) => rule) };
  const found = checkLifecyclePolicyOnce(policy);
  const problems = located(document, at, shorthandProblems(found, expandedRules));
  return errorsOf(found).length > 0 ? { at, problems } : { at, policy, problems, expandedRules };
}
