import { basename, resolve } from "node:path";
import { type z } from "zod";
import { error, shown } from "../modules/core/problem";
import { parse } from "../modules/core/schema-problems";
import { POLICY_PRESETS } from "../modules/lifecycle-policy/authoring/presets";
import { type LifecyclePolicy } from "../modules/lifecycle-policy/schema";
import { type FileReader } from "./file-reader";
import { lifecyclePolicyOf, lifecyclePolicyOfWords, lifecyclePolicyOfText, type CheckedPolicy } from "./policy-values";
import { located, type LocatedProblem } from "./problems";
import { namedPolicySchema, POLICY_NAME } from "./schema/policy-schema";
import { type SourceDocument } from "./source/source";

/** An environment's lifecycle policies; a name whose policy has errors is there without one. */
export interface NamedPolicies {
  readonly byName: ReadonlyMap<string, LifecyclePolicy | undefined>;
  /** Absolute paths of the policy files that were read. */
  readonly files: ReadonlySet<string>;
  readonly problems: readonly LocatedProblem[];
}

/** Reads and checks the policies under `lifecyclePolicies`, each for itself. */
export function readNamedPolicies(
  document: SourceDocument,
  folder: string,
  written: Readonly<Record<string, unknown>> | undefined,
  reader: FileReader,
): NamedPolicies {
  const byName = new Map<string, LifecyclePolicy | undefined>();
  const files = new Set<string>();
  const problems: LocatedProblem[] = [];
  for (const [name, value] of Object.entries(written ?? {})) {
    const at = ["lifecyclePolicies", name];
    if (!POLICY_NAME.test(name)) {
      const message = `found the name ${shown(name)}; a letter, then letters, digits and _ . - are allowed`;
      problems.push(...located(document, at, [error("lifecycle/key", [], message)]));
    }
    const shape = parse("lifecycle", namedPolicySchema, value);
    if (!shape.ok) {
      problems.push(...located(document, at, shape.problems));
      byName.set(name, undefined);
      continue;
    }
    const { file } = shape.value;
    if (file !== undefined) files.add(resolve(folder, file));
    const result =
      file === undefined
        ? writtenPolicy(document, at, value, shape.value)
        : readNamedFile(document, [...at, "file"], folder, file, reader);
    byName.set(name, result.policy);
    problems.push(...result.problems);
  }
  return { byName, files, problems };
}

/** A policy that stands in the environment's own file, in one of the forms that it may have there. */
function writtenPolicy(
  document: SourceDocument,
  at: readonly string[],
  value: unknown,
  { policyText, words, preset }: z.output<typeof namedPolicySchema>,
): CheckedPolicy<LifecyclePolicy> {
  if (policyText !== undefined) return lifecyclePolicyOfText(document, [...at, "policyText"], policyText);
  if (words !== undefined) return lifecyclePolicyOfWords(document, [...at, "words"], words);
  if (preset !== undefined) return lifecyclePolicyOfWords(document, [...at, "preset"], POLICY_PRESETS[preset]);
  return lifecyclePolicyOf(document, at, value);
}

function readNamedFile(
  document: SourceDocument,
  at: readonly string[],
  folder: string,
  file: string,
  reader: FileReader,
): CheckedPolicy<LifecyclePolicy> {
  const read = readPolicyFile(resolve(folder, file), reader);
  if (read !== undefined) return read;
  const message = `no file ${shown(file)} in ${basename(folder)}; the path is relative to the environment's folder`;
  return { problems: located(document, at, [error("lifecycle/file", [], message)]) };
}

/** Reads a file that is one lifecycle policy; `undefined` when there is no such file. */
export function readPolicyFile(path: string, reader: FileReader): CheckedPolicy<LifecyclePolicy> | undefined {
  if (!reader.exists(path)) return undefined;
  const { documents, faults } = reader.read(path);
  const [document, second] = documents;
  if (document === undefined) return { problems: faults };
  if (second !== undefined) {
    return {
      problems: located(
        second,
        [],
        [error("lifecycle/file", [], "a second document; a policy file holds one, split it")],
      ),
    };
  }
  return lifecyclePolicyOf(document, [], document.data);
}
