import { resolve } from "node:path";
import { FileReader } from "../../config/file-reader";
import { lifecyclePolicyInForm, lifecyclePolicyOfDocument, type WrittenPolicy } from "../../config/read-policy/forms";
import { lifecyclePolicyOfText } from "../../config/read-policy/values";
import { formatProblem, located, type LocatedProblem } from "../../config/problems";
import { isShorthand, namedPolicySchema } from "../../domain/repository/policy-schema";
import { type SourceDocument } from "../../config/source/source";
import { didYouMean, nearest } from "../../domain/text/suggestions";
import { type Path } from "../../domain/problems/problem";
import { explainOrder, type ExplainedRule } from "../../domain/lifecycle-policy/shorthand/explain";
import { shorthandProblems } from "../../domain/lifecycle-policy/shorthand/problems";
import { shorthandSchema } from "../../domain/lifecycle-policy/shorthand/schema";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { lintPolicy } from "../../domain/lifecycle-policy/lint";

export interface PolicyFile {
  readonly policies: readonly LifecyclePolicy[];
  /** What AWS refuses, and what is surprising. */
  readonly problems: readonly LocatedProblem[];
  /** Those of the problems that only a sound policy has; nothing else of the project tells them. */
  readonly surprises: readonly LocatedProblem[];
  /** What becomes of those that are written in words. */
  readonly inWords: readonly PolicyInWords[];
}

/** A policy in words, and AWS's rules that it becomes. */
export interface PolicyInWords {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rules: readonly ExplainedRule[];
}

/** Reads and checks every lifecycle policy of a file: AWS's document, a manifest, or a file of an environment. */
export function readPoliciesFile(path: string, folder: string): PolicyFile {
  const reader = new FileReader(folder);
  const absolute = resolve(folder, path);
  const file = reader.nameOf(absolute);
  const fault = (message: string): PolicyFile => ({
    policies: [],
    surprises: [],
    inWords: [],
    problems: [{ file, line: 1, column: 1, severity: "error", rule: "file/syntax", message }],
  });
  if (!reader.exists(absolute))
    return fault("no such file; write the path of a policy file, from the folder you are in");
  const { documents, faults } = reader.read(absolute);
  const checked = documents.flatMap((document) => policiesOf(document));
  if (checked.length === 0 && faults.length === 0) {
    return fault(
      `no lifecycle policy in it; { "rules": [...] }, rules in words, a lifecyclePolicy or a policyText is expected${misspelt(documents)}`,
    );
  }
  return {
    policies: checked.flatMap(({ policy }) => policy ?? []),
    surprises: checked.flatMap(({ surprises }) => surprises),
    inWords: checked.flatMap(({ inWords }) => inWords ?? []),
    problems: [...faults, ...checked.flatMap(({ problems, surprises }) => [...problems, ...surprises])],
  };
}

/**
 * The one policy of a file.
 * @throws Error with every error in it
 */
export function requirePolicy(path: string, folder: string): LifecyclePolicy {
  const { policies, problems } = readPoliciesFile(path, folder);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map((problem) => formatProblem(problem)).join("\n"));
  const [policy, ...others] = policies;
  if (policy === undefined || others.length > 0) {
    throw new Error(
      `${path}: ${policies.length} lifecycle policies; a preview is of one, put it into a file of its own`,
    );
  }
  return policy;
}

const KEYS = [...Object.keys(shorthandSchema.shape), "rules", "words", "preset", "policyText", "lifecyclePolicy"];

/** What the keys of a document that holds no policy may have been meant for. */
function misspelt(documents: readonly SourceDocument[]): string {
  const keys = documents.flatMap(({ data }) => (isObject(data) ? Object.keys(data) : []));
  const found = keys.find((key) => nearest(key, KEYS) !== undefined);
  return found === undefined ? "" : `. ${JSON.stringify(found)} is none of these.${didYouMean(found, KEYS)}`;
}

interface Checked extends WrittenPolicy {
  readonly surprises: readonly LocatedProblem[];
  readonly inWords?: PolicyInWords;
}

function policiesOf(document: SourceDocument): Checked[] {
  const places = placesOf(document.data, []);
  const written =
    places.length > 0 || !isPolicy(document.data)
      ? places.map((place) => policyAt(document, place))
      : [lifecyclePolicyOfDocument(document)];
  return written.map((each) => ({
    ...each,
    surprises: surprisesIn(document, each),
    inWords: explained(document, each),
  }));
}

function explained(document: SourceDocument, { at, expandedRules }: WrittenPolicy): PolicyInWords | undefined {
  if (expandedRules === undefined) return undefined;
  return { file: document.file, ...document.positionOf(at), rules: explainOrder(expandedRules) };
}

/** Whether a document is one policy itself. An empty one is told as such. */
function isPolicy(data: unknown): boolean {
  if (!isObject(data)) return false;
  return isShorthand(data) || Object.keys(data).length === 0 || ["rules", "words", "preset"].some((key) => key in data);
}

function surprisesIn(document: SourceDocument, { policy, at, expandedRules }: WrittenPolicy): LocatedProblem[] {
  if (policy === undefined) return [];
  const surprises = lintPolicy(policy);
  return located(document, at, expandedRules === undefined ? surprises : shorthandProblems(surprises, expandedRules));
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

/** Where a document that is no policy itself holds policies: their JSON text, or mappings under a key for policies. */
function placesOf(value: unknown, at: Path): Place[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => placesOf(each, [...at, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = [...at, key];
    if (key === "lifecyclePolicy" && isObject(each)) return [{ at: path, value: each }];
    if (key === "lifecyclePolicies" && isObject(each)) return namedPlaces(each, path);
    if (TEXTS.includes(key) && typeof each === "string") return [{ at: path, value: each }];
    return placesOf(each, path);
  });
}

/** Policies by name; those in files of their own are told there. */
function namedPlaces(policies: Readonly<Record<string, unknown>>, at: Path): Place[] {
  return Object.entries(policies).flatMap(([name, value]) =>
    isObject(value) && !("file" in value) ? [{ at: [...at, name], value }] : [],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
