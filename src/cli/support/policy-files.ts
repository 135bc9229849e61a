import { resolve } from "node:path";
import { FileReader } from "../../config/file-reader";
import { lifecyclePolicyInForm, lifecyclePolicyOfDocument, type WrittenPolicy } from "../../config/read-policy/forms";
import { lifecyclePolicyOfText } from "../../config/read-policy/values";
import { formatProblem, located, type LocatedProblem } from "../../config/problems";
import { isMapping } from "../../domain/problems/mapping";
import { isShorthand, namedPolicySchema } from "../../domain/repository/policy-schema";
import { type SourceDocument } from "../../config/source/source";
import { didYouMean, nearest } from "../../domain/text/suggestions";
import { type Path } from "../../domain/problems/problem";
import { explainOrder, type ExplainedRule } from "../../domain/lifecycle-policy/shorthand/explain";
import { shorthandProblems } from "../../domain/lifecycle-policy/shorthand/expand";
import { shorthandSchema } from "../../domain/lifecycle-policy/shorthand/schema";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { lintPolicy } from "../../domain/lifecycle-policy/lint";

export interface PolicyFile {
  readonly policies: readonly LifecyclePolicy[];
  /** Errors that AWS would report, and warnings about unexpected behavior. */
  readonly problems: readonly LocatedProblem[];
  /** The warnings about valid policies, which `ecr validate` does not report. */
  readonly warnings: readonly LocatedProblem[];
  /** The expanded shorthand policies. */
  readonly shorthands: readonly ShorthandPolicy[];
}

/** A shorthand policy, and the rules to which it expands. */
export interface ShorthandPolicy {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rules: readonly ExplainedRule[];
}

/** Reads and checks every lifecycle policy in a file: a policy document, a manifest, or a file of an environment. */
export function readPoliciesFile(path: string, folder: string): PolicyFile {
  const reader = new FileReader(folder);
  const absolute = resolve(folder, path);
  const file = reader.nameOf(absolute);
  const fault = (message: string): PolicyFile => ({
    policies: [],
    warnings: [],
    shorthands: [],
    problems: [{ file, line: 1, column: 1, severity: "error", rule: "file/syntax", message }],
  });
  if (!reader.exists(absolute))
    return fault("the file does not exist. Pass the path of a policy file, relative to the current folder");
  const { documents, faults } = reader.read(absolute);
  const checked = documents.flatMap((document) => policiesOf(document));
  if (checked.length === 0 && faults.length === 0) {
    return fault(
      `expected { "rules": [...] }, rules in words, a lifecyclePolicy or a policyText, found no lifecycle policy${misspelled(documents)}`,
    );
  }
  return {
    policies: checked.flatMap(({ policy }) => policy ?? []),
    warnings: checked.flatMap(({ warnings }) => warnings),
    shorthands: checked.flatMap(({ shorthand }) => shorthand ?? []),
    problems: [...faults, ...checked.flatMap(({ problems, warnings }) => [...problems, ...warnings])],
  };
}

/**
 * Reads a file with exactly one policy.
 * @throws Error with all errors in the file
 */
export function requirePolicy(path: string, folder: string): LifecyclePolicy {
  const { policies, problems } = readPoliciesFile(path, folder);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map((problem) => formatProblem(problem)).join("\n"));
  const [policy, ...others] = policies;
  if (policy === undefined || others.length > 0) {
    throw new Error(
      `${path}: expected one lifecycle policy, found ${policies.length}. Move the policy to a separate file`,
    );
  }
  return policy;
}

const KEYS = [...Object.keys(shorthandSchema.shape), "rules", "words", "preset", "policyText", "lifecyclePolicy"];

/** Suggests the correct spelling of a key in a document without a policy. */
function misspelled(documents: readonly SourceDocument[]): string {
  const keys = documents.flatMap(({ data }) => (isMapping(data) ? Object.keys(data) : []));
  const found = keys.find((key) => nearest(key, KEYS) !== undefined);
  return found === undefined ? "" : `. Unknown key ${JSON.stringify(found)}.${didYouMean(found, KEYS)}`;
}

interface Checked extends WrittenPolicy {
  readonly warnings: readonly LocatedProblem[];
  readonly shorthand?: ShorthandPolicy;
}

function policiesOf(document: SourceDocument): Checked[] {
  const places = placesOf(document.data, []);
  const written =
    places.length > 0 || !isPolicy(document.data)
      ? places.map((place) => policyAt(document, place))
      : [lifecyclePolicyOfDocument(document)];
  return written.map((policy) => ({
    ...policy,
    warnings: warningsIn(document, policy),
    shorthand: shorthandOf(document, policy),
  }));
}

function shorthandOf(document: SourceDocument, { at, expandedRules }: WrittenPolicy): ShorthandPolicy | undefined {
  if (expandedRules === undefined) return undefined;
  return { ...document.positionOf(at), rules: explainOrder(expandedRules) };
}

/** Whether a document is a policy. An empty document is an invalid policy. */
function isPolicy(data: unknown): boolean {
  if (!isMapping(data)) return false;
  return isShorthand(data) || Object.keys(data).length === 0 || ["rules", "words", "preset"].some((key) => key in data);
}

function warningsIn(document: SourceDocument, { policy, at, expandedRules }: WrittenPolicy): LocatedProblem[] {
  if (policy === undefined) return [];
  const warnings = lintPolicy(policy);
  return located(document, at, expandedRules === undefined ? warnings : shorthandProblems(warnings, expandedRules));
}

function policyAt(document: SourceDocument, { at, value }: Place): WrittenPolicy {
  return typeof value === "string"
    ? { at, ...lifecyclePolicyOfText(document, at, value) }
    : lifecyclePolicyInForm(document, at, value, namedPolicySchema);
}

interface Place {
  readonly at: Path;
  readonly value: unknown;
}

const TEXTS = ["policyText", "lifecyclePolicyText"];

/** Finds the policies in a document: JSON text, or mappings under a key for policies. */
function placesOf(value: unknown, at: Path): Place[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => placesOf(each, [...at, index]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = [...at, key];
    if (key === "lifecyclePolicy" && isMapping(each)) return [{ at: path, value: each }];
    if (key === "lifecyclePolicies" && isMapping(each)) return namedPlaces(each, path);
    if (TEXTS.includes(key) && typeof each === "string") return [{ at: path, value: each }];
    return placesOf(each, path);
  });
}

/** Named policies, without those that refer to a file of their own. */
function namedPlaces(policies: Readonly<Record<string, unknown>>, at: Path): Place[] {
  return Object.entries(policies).flatMap(([name, value]) =>
    isMapping(value) && !("file" in value) ? [{ at: [...at, name], value }] : [],
  );
}
