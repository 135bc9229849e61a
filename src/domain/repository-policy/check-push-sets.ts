import { finding } from "../policy-lint/rules";
import { oneOf, type Problem } from "../problems/problem";
import { statementNames, principalValues, type PartialStatement } from "./draft";

/** The push action that a pull calls too. */
const SHARED_ACTION = ":BatchCheckLayerAvailability";

/**
 * Warns about grants with only some of the actions of a push. Another statement may allow the others to the same
 * principals, unless it has a different condition.
 * @param pushActions the actions of a push
 */
export function checkPushSets(statements: readonly PartialStatement[], pushActions: readonly string[]): Problem[] {
  const uploads = pushActions.filter((action) => !action.endsWith(SHARED_ACTION));
  const grants = statements.filter(
    ({ statement, invalid }) =>
      statement.Effect === "Allow" &&
      statement.Principal !== undefined &&
      !invalid.has("Action") &&
      !invalid.has("NotAction"),
  );
  // A malformed statement may grant the missing actions.
  if (grants.length < statements.filter(({ statement }) => statement.Effect !== "Deny").length) return [];
  return grants.flatMap((grant) => {
    if (!uploads.some((action) => statementNames(grant.statement, action))) return [];
    const missing = pushActions.filter((action) =>
      principalValues(grant.statement.Principal).some(
        (principal) => !grants.some((other) => completes(other, grant) && grantsTo(other, principal, action)),
      ),
    );
    if (missing.length === 0) return [];
    return [
      finding(
        "push-set",
        [...grant.at, grant.statement.Action === undefined ? "NotAction" : "Action"],
        `expected all actions that a push needs, but ${oneOf(missing, "and")} ${missing.length === 1 ? "is missing. Without it" : "are missing. Without them"}, pushes fail`,
      ),
    ];
  });
}

function completes(other: PartialStatement, grant: PartialStatement): boolean {
  const { Condition } = other.statement;
  if (other.invalid.has("Condition")) return false;
  return Condition === undefined || JSON.stringify(Condition) === JSON.stringify(grant.statement.Condition);
}

function grantsTo({ statement }: PartialStatement, principal: string, action: string): boolean {
  const principals = principalValues(statement.Principal);
  return (principals.includes(principal) || principals.includes("*")) && statementNames(statement, action);
}
