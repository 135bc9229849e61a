import { join } from "node:path";
import { FileReader } from "../../config/file-reader";
import { type LocatedProblem } from "../../config/problems";
import { UNKNOWN_POLICY } from "../../config/read-policy/named-lifecycle-policies";
import { environmentNames, ENVIRONMENTS_FOLDER } from "../../config/environment-names";
import { readNamedEnvironments } from "../support/environments";
import { readPoliciesFile, type PolicyFile } from "../support/policy-files";

/**
 * Reads all problems of an environment's lifecycle policies, in any of its files.
 * @returns `undefined` if the environment does not exist
 */
export function readNamed(root: string, name: string): Pick<PolicyFile, "problems" | "shorthands"> | undefined {
  if (!environmentNames(root).includes(name)) return undefined;
  const problems = readNamedEnvironments(root, [name]).flatMap((environment) => environment.problems);
  const files = new FileReader(root)
    .dataFiles(join(root, ENVIRONMENTS_FOLDER, name))
    .map((path) => readPoliciesFile(path, root));
  return {
    problems: [...problems.filter(concernsLifecycle), ...files.flatMap(({ warnings }) => warnings)],
    shorthands: files.flatMap(({ shorthands }) => shorthands),
  };
}

export function namesIn(root: string): readonly string[] {
  return environmentNames(root);
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
