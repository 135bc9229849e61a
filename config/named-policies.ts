import { basename, relative, resolve } from "node:path";
import { error } from "../modules/core/problem";
import { type LifecyclePolicy } from "../modules/lifecycle-policy/schema";
import { lifecyclePolicyOf, lifecyclePolicyOfText, type CheckedPolicy } from "./policy-values";
import { located, type LocatedProblem } from "./problems";
import { type WrittenEnvironment } from "./schema/environment-schema";
import { type FileReader } from "./file-reader";
import { type SourceDocument } from "./source/source";

/** An environment's lifecycle policies; a name whose policy has errors is there without one. */
export interface NamedPolicies {
  readonly byName: ReadonlyMap<string, LifecyclePolicy | undefined>;
  /** Absolute paths of the policy files that were read. */
  readonly files: ReadonlySet<string>;
  readonly problems: readonly LocatedProblem[];
}

/** Reads and checks the policies under `lifecyclePolicies`. */
export function readNamedPolicies(
  document: SourceDocument,
  folder: string,
  written: WrittenEnvironment["lifecyclePolicies"],
  reader: FileReader,
): NamedPolicies {
  const byName = new Map<string, LifecyclePolicy | undefined>();
  const files = new Set<string>();
  const problems: LocatedProblem[] = [];
  for (const [name, policy] of Object.entries(written ?? {})) {
    const at = ["lifecyclePolicies", name];
    let result: CheckedPolicy<LifecyclePolicy>;
    if ("file" in policy) {
      const path = resolve(folder, policy.file);
      files.add(path);
      result = readPolicyFile(path, reader) ?? {
        problems: located(
          document,
          [...at, "file"],
          [
            error(
              "lifecycle/file",
              [],
              `no file ${JSON.stringify(policy.file)} in ${basename(folder)}; the path is relative to the environment's folder`,
            ),
          ],
        ),
      };
    } else if ("policyText" in policy) {
      result = lifecyclePolicyOfText(document, [...at, "policyText"], policy.policyText);
    } else {
      result = lifecyclePolicyOf(document, at, policy);
    }
    byName.set(name, result.policy);
    problems.push(...result.problems);
  }
  return { byName, files, problems };
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
        [error("lifecycle/file", [], `a second document in ${relative(".", document.file)}; a policy file holds one`)],
      ),
    };
  }
  return lifecyclePolicyOf(document, [], document.data);
}
