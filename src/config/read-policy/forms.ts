import { errorsOf, type Path, type Problem } from "../../domain/problems/problem";
import { parse } from "../../domain/problems/schema-problems";
import { checkLifecyclePolicyOnce } from "../../domain/repository/check-policies";
import { POLICY_PRESETS } from "../../domain/lifecycle-policy/shorthand/presets";
import { problemsOfWords } from "../../domain/lifecycle-policy/shorthand/problems";
import { checkPolicyWords, rulesOfWords, type RuleOfWords } from "../../domain/lifecycle-policy/shorthand/expand";
import { policyWordsSchema } from "../../domain/lifecycle-policy/shorthand/schema";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { lifecyclePolicyOf, lifecyclePolicyOfText, type CheckedPolicy } from "./values";
import { located } from "../problems";
import { isInWords, writtenPolicySchema, type namedPolicySchema } from "../../domain/repository/policy-schema";
import { type SourceDocument } from "../source/source";

/** A lifecycle policy that somebody wrote, in whatever form. */
export interface WrittenPolicy extends CheckedPolicy<LifecyclePolicy> {
  /** Where the policy itself is, its `rules` or the words. */
  readonly at: Path;
  /** The rules with the words that they come from, where it is written in words. */
  readonly ofWords?: readonly RuleOfWords[];
}

/** A lifecycle policy that is all of a document: AWS's own, or one of the forms that a repository may write. */
export function lifecyclePolicyOfDocument(document: SourceDocument): WrittenPolicy {
  const { data } = document;
  const hasForm = typeof data === "object" && data !== null && ("words" in data || "preset" in data);
  return hasForm || isInWords(data)
    ? lifecyclePolicyInForm(document, [], data, writtenPolicySchema)
    : { at: [], ...lifecyclePolicyOf(document, [], data) };
}

/**
 * A lifecycle policy in one of the forms that it may have.
 * @param schema of the forms that are allowed here; rules and words are checked in full, whatever it says
 */
export function lifecyclePolicyInForm(
  document: SourceDocument,
  at: Path,
  value: unknown,
  schema: typeof writtenPolicySchema | typeof namedPolicySchema,
): WrittenPolicy {
  // The words by themselves, so that a misspelt one does not hide the faults of others.
  if (isInWords(value)) return policyInWords(document, at, value);
  const form = parse("lifecycle", schema, value);
  if (!form.ok) return { at, problems: located(document, at, form.problems) };
  const { policyText, words, preset } = form.value;
  if (policyText !== undefined) return textPolicy(document, [...at, "policyText"], policyText);
  if (words !== undefined) return policyInWords(document, [...at, "words"], words);
  if (preset !== undefined) {
    const rules = rulesOfWords(POLICY_PRESETS[preset]).map(({ rule }) => ({ rule, at: [] }));
    return policyOfRules(document, [...at, "preset"], rules);
  }
  return { at, ...lifecyclePolicyOf(document, at, value) };
}

function textPolicy(document: SourceDocument, at: Path, text: string): WrittenPolicy {
  return { at, ...lifecyclePolicyOfText(document, at, text) };
}

function policyInWords(document: SourceDocument, at: Path, value: unknown): WrittenPolicy {
  const refused = (problems: readonly Problem[]): WrittenPolicy => ({ at, problems: located(document, at, problems) });
  const words = parse("lifecycle", policyWordsSchema, value);
  if (!words.ok) return refused(words.problems);
  const found = checkPolicyWords(words.value);
  return found.length > 0 ? refused(found) : policyOfRules(document, at, rulesOfWords(words.value));
}

/** What AWS would say of the rules that words became is said of the words. */
function policyOfRules(document: SourceDocument, at: Path, ofWords: readonly RuleOfWords[]): WrittenPolicy {
  const policy = { rules: ofWords.map(({ rule }) => rule) };
  const found = checkLifecyclePolicyOnce(policy);
  const problems = located(document, at, problemsOfWords(found, ofWords));
  return errorsOf(found).length > 0 ? { at, problems } : { at, policy, problems, ofWords };
}
