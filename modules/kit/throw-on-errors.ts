import { type Construct } from "constructs";
import { errorsOf, formatPath, type Problem } from "../../src/domain/problems/problem";

/**
 * Reports all invalid arguments of a construct at once, each with the construct's path and the field.
 * Warnings are ignored; `src/config` reports them with their place in a file.
 * @throws Error when one of the problems is an error
 */
export function throwOnErrors(scope: Construct, problems: readonly Problem[]): void {
  const errors = errorsOf(problems);
  if (errors.length === 0) return;
  throw new Error(
    errors.map(({ at, message }) => `[${scope.node.path}] ${field(formatPath(at))}${message}`).join("\n"),
  );
}

function field(path: string): string {
  return path === "" ? "" : `${path}: `;
}
