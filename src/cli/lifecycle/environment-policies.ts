import { join } from "node:path";
import { FileReader } from "../../config/file-reader";
import { type LocatedProblem } from "../../config/problems";
import { UNKNOWN_POLICY } from "../../config/resolve-repositories";
import { environmentNames, ENVIRONMENTS_FOLDER } from "../../config/environment-names";
import { readNamedEnvironments } from "../support/environments";
import { readPoliciesFile, type PolicyFile } from "../support/policy-files";

/**
 * Everything that is said of an environment's lifecycle policies, wherever they are written.
 * @returns `undefined` when there is no environment of that name
 */
export function readNamed(root: string, name: string): Pick<PolicyFile, "problems" | "inWords"> | undefined {
  if (!environmentNames(root).includes(name)) return undefined;
  const own = readNamedEnvironments(root, [name]).flatMap(({ problems }) => problems);
  const files = new FileReader(root)
    .dataFiles(join(root, ENVIRONMENTS_FOLDER, name))
    .map((path) => readPoliciesFile(path, root));
  return {
    problems: [...own.filter(isOfLifecycle), ...files.flatMap(({ surprises }) => surprises)],
    inWords: files.flatMap(({ inWords }) => inWords),
  };
}

export function namesIn(root: string): readonly string[] {
  return environmentNames(root);
}

/** Files that cannot be read count too: there may be a policy in them. */
function isOfLifecycle({ rule, field }: LocatedProblem): boolean {
  return (
    rule.startsWith("lifecycle/") ||
    rule === UNKNOWN_POLICY ||
    rule === "file/syntax" ||
    (rule === "policy/json" && field === "policyText")
  );
}
