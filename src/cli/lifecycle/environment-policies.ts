import { join } from "node:path";
import { FileReader } from "../../config/file-reader";
import { type LocatedProblem } from "../../config/problems";
import { UNKNOWN_POLICY } from "../../config/read-policy/named-lifecycle-policies";
import { environmentNames } from "../../config/environment-names";
import { environmentsFolder } from "../../config/environments-folder";
import { readNamedEnvironments } from "../support/environments";
import { readPoliciesFile, type PolicyFile } from "../support/policy-files";

/**
 * Reads all problems of an environment's lifecycle policies, in any of its files.
 * @returns `undefined` if the environment does not exist
 */
export function readNamed(root: string, name: string): Pick<PolicyFile, "problems" | "shorthands"> | undefined {
  if (!environmentNames(root).includes(name)) return undefined;
  const [result] = readNamedEnvironments(root, [name]);
  const problems = result?.problems ?? [];
  const own = new FileReader(root).dataFiles(join(environmentsFolder(root), name));
  const files = [...new Set([...(result?.bases ?? []), ...own])].map((path) => readPoliciesFile(path, root));
  return {
    problems: [...problems.filter(concernsLifecycle), ...files.flatMap(({ warnings }) => warnings)],
    shorthands: files.flatMap(({ shorthands }) => shorthands),
  };
}

/** Includes files that cannot be read, because they may contain a policy. */
function concernsLifecycle({ rule, field }: LocatedProblem): boolean {
  return (
    rule.startsWith("lifecycle/") ||
    rule === UNKNOWN_POLICY ||
    rule === "file/syntax" ||
    (rule === "policy/json" && field === "policyText")
  );
}
