import { resolve } from "node:path";
import { FileReader } from "../../config/file-reader";
import { lifecyclePolicyOf, lifecyclePolicyOfText, type CheckedPolicy } from "../../config/policy-values";
import { formatProblem, located, type LocatedProblem } from "../../config/problems";
import { type SourceDocument } from "../../config/source/source";
import { type Path } from "../../modules/core/problem";
import { type LifecyclePolicy } from "../../modules/lifecycle-policy/schema";
import { surprisesOf } from "../../modules/lifecycle-policy/surprises";

export interface PolicyFile {
  readonly policies: readonly LifecyclePolicy[];
  /** What AWS refuses, and what is surprising. */
  readonly problems: readonly LocatedProblem[];
  /** Those of the problems that only a sound policy has; nothing else of the project tells them. */
  readonly surprises: readonly LocatedProblem[];
}

/** Reads and checks every lifecycle policy of a file: AWS's document, a manifest, or a file of an environment. */
export function readPolicies(path: string, folder: string): PolicyFile {
  const reader = new FileReader(folder);
  const absolute = resolve(folder, path);
  const file = reader.nameOf(absolute);
  const fault = (message: string): PolicyFile => ({
    policies: [],
    surprises: [],
    problems: [{ file, line: 1, column: 1, severity: "error", rule: "file/syntax", message }],
  });
  if (!reader.exists(absolute))
    return fault("no such file; write the path of a policy file, from the folder you are in");
  const { documents, faults } = reader.read(absolute);
  const checked = documents.flatMap((document) => policiesOf(document));
  if (checked.length === 0 && faults.length === 0) {
    return fault('no lifecycle policy in it; { "rules": [...] }, a lifecyclePolicy or a policyText is expected');
  }
  return {
    policies: checked.flatMap(({ policy }) => policy ?? []),
    surprises: checked.flatMap(({ surprises }) => surprises),
    problems: [...faults, ...checked.flatMap(({ problems, surprises }) => [...problems, ...surprises])],
  };
}

/**
 * The one policy of a file.
 * @throws Error with every error in it
 */
export function requirePolicy(path: string, folder: string): LifecyclePolicy {
  const { policies, problems } = readPolicies(path, folder);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(formatProblem).join("\n"));
  const [policy, ...others] = policies;
  if (policy === undefined || others.length > 0) {
    throw new Error(
      `${path}: ${policies.length} lifecycle policies; a preview is of one, put it into a file of its own`,
    );
  }
  return policy;
}

interface Checked extends CheckedPolicy<LifecyclePolicy> {
  readonly surprises: readonly LocatedProblem[];
}

function policiesOf(document: SourceDocument): Checked[] {
  const { data } = document;
  if (isObject(data) && ("rules" in data || Object.keys(data).length === 0))
    return [withSurprises(document, [], lifecyclePolicyOf(document, [], data))];
  return placesOf(data, [], false).map(({ at, value }) =>
    withSurprises(
      document,
      at,
      typeof value === "string" ? lifecyclePolicyOfText(document, at, value) : lifecyclePolicyOf(document, at, value),
    ),
  );
}

function withSurprises(document: SourceDocument, at: Path, checked: CheckedPolicy<LifecyclePolicy>): Checked {
  const { policy } = checked;
  return { ...checked, surprises: policy === undefined ? [] : located(document, at, surprisesOf(policy)) };
}

interface Place {
  readonly at: Path;
  readonly value: unknown;
}

const TEXTS = ["policyText", "lifecyclePolicyText"];
const HOLDERS = ["lifecyclePolicy", "lifecyclePolicies"];

/** Where a document that is no policy itself holds policies: their JSON text, or rules under a key for policies. */
function placesOf(value: unknown, at: Path, held: boolean): Place[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => placesOf(each, [...at, index], held));
  if (!isObject(value)) return [];
  if (held && "rules" in value) return [{ at, value }];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = [...at, key];
    if (TEXTS.includes(key) && typeof each === "string") return [{ at: path, value: each }];
    return placesOf(each, path, held || HOLDERS.includes(key));
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
