import { resolve } from "node:path";
import { error, oneOf, quoteValue, type Problem } from "../../domain/problems/problem";
import { POLICY_PRESETS } from "../../domain/lifecycle-policy/shorthand/presets";
import { didYouMean } from "../../domain/text/suggestions";
import { parse } from "../../domain/problems/schema-problems";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { type FileReader } from "../file-reader";
import { lifecyclePolicyInForm, lifecyclePolicyOfDocument } from "./forms";
import { type CheckedPolicy } from "./values";
import { located, type LocatedProblem } from "../problems";
import { namedPolicySchema, NO_POLICY, POLICY_NAME } from "../../domain/repository/policy-schema";
import { type SourceDocument } from "../source/source";

/** An environment's lifecycle policies by name; `undefined` for a policy with errors. */
export interface NamedPolicies {
  readonly byName: ReadonlyMap<string, LifecyclePolicy | undefined>;
  /** Absolute paths of the policy files that were read. */
  readonly files: ReadonlySet<string>;
  readonly problems: readonly LocatedProblem[];
}

/** Reads and checks each policy under `lifecyclePolicies`. */
export function readNamedPolicies(
  document: SourceDocument,
  written: Readonly<Record<string, unknown>> | undefined,
  reader: FileReader,
): NamedPolicies {
  const byName = new Map<string, LifecyclePolicy | undefined>();
  const files = new Set<string>();
  const problems: LocatedProblem[] = [];
  for (const [name, value] of Object.entries(written ?? {})) {
    const at = ["lifecyclePolicies", name];
    if (!POLICY_NAME.test(name)) {
      const message = `expected a name that starts with a letter and contains only letters, digits and _ . -, found ${quoteValue(name)}`;
      problems.push(...located(document, at, [error("lifecycle/key", [], message, { about: "key" })]));
    }
    const { policy, problems: found, file } = namedPolicy(document, at, value, reader);
    if (file !== undefined) files.add(file);
    byName.set(name, policy);
    problems.push(...found);
  }
  return { byName, files, problems };
}

/** Rule of the problem that a repository names a policy that its environment does not have. */
export const UNKNOWN_POLICY = "repository/lifecycle-policy";

/** Checks the name of a policy that a repository refers to. */
export function checkPolicyName(name: string, { byName }: NamedPolicies): Problem[] {
  if (byName.has(name)) return [];
  const known = [...byName.keys()];
  const choices = known.length === 0 ? "" : ` (${oneOf(known)})`;
  const hint = Object.hasOwn(POLICY_PRESETS, name)
    ? ` For the preset, write { preset: ${name} }`
    : didYouMean(name, known) || " Define it under lifecyclePolicies in the environment's file";
  const message = `expected "${NO_POLICY}" or one of the environment's policies${choices}, found ${quoteValue(name)}.${hint}`;
  return [error(UNKNOWN_POLICY, [], message)];
}

interface NamedPolicy extends CheckedPolicy<LifecyclePolicy> {
  /** Absolute path of the policy's file. @default - the policy is not in a file */
  readonly file?: string;
}

function namedPolicy(document: SourceDocument, at: readonly string[], value: unknown, reader: FileReader): NamedPolicy {
  const shape = parse("lifecycle", namedPolicySchema, value);
  const file = shape.ok ? shape.value.file : undefined;
  if (file === undefined) return lifecyclePolicyInForm(document, at, value, namedPolicySchema);
  const folder = reader.folderOf(document.positionOf([...at, "file"]));
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
  const message = `the file ${quoteValue(file)} does not exist. Paths are relative to ${reader.nameOf(folder)}`;
  return { problems: located(document, at, [error("lifecycle/file", [], message)]) };
}

/** Reads a file with one lifecycle policy; `undefined` if it does not exist. */
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
        [error("lifecycle/file", [], "expected one policy in the file, found a second document. Split the file")],
      ),
    };
  }
  return lifecyclePolicyOfDocument(document);
}
