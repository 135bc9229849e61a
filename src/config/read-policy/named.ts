import { basename, resolve } from "node:path";
import { error, quoteValue } from "../../domain/problems/problem";
import { parse } from "../../domain/problems/schema-problems";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { type FileReader } from "../file-reader";
import { lifecyclePolicyInForm, lifecyclePolicyOfDocument } from "./forms";
import { type CheckedPolicy } from "./values";
import { located, type LocatedProblem } from "../problems";
import { namedPolicySchema, POLICY_NAME } from "../../domain/repository/policy-schema";
import { type SourceDocument } from "../source/source";

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
      const message = `found the name ${quoteValue(name)}; a letter, then letters, digits and _ . - are allowed`;
      problems.push(...located(document, at, [error("lifecycle/key", [], message, { about: "key" })]));
    }
    const { policy, problems: found, file } = namedPolicy(document, at, value, folder, reader);
    if (file !== undefined) files.add(file);
    byName.set(name, policy);
    problems.push(...found);
  }
  return { byName, files, problems };
}

interface NamedPolicy extends CheckedPolicy<LifecyclePolicy> {
  /** Absolute path, where the policy is in a file of its own. */
  readonly file?: string;
}

function namedPolicy(
  document: SourceDocument,
  at: readonly string[],
  value: unknown,
  folder: string,
  reader: FileReader,
): NamedPolicy {
  const shape = parse("lifecycle", namedPolicySchema, value);
  const file = shape.ok ? shape.value.file : undefined;
  if (file === undefined) return lifecyclePolicyInForm(document, at, value, namedPolicySchema);
  return { file: resolve(folder, file), ...readNamedFile(document, [...at, "file"], folder, file, reader) };
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
  const message = `no file ${quoteValue(file)} in ${basename(folder)}; the path is relative to the environment's folder`;
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
  return lifecyclePolicyOfDocument(document);
}
