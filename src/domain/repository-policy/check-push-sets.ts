import { oneOf, warning, type Problem } from "../problems/problem";
import { PUSH_ACTIONS } from "./actions";
import { statementNames, principalValues, type PartialStatement } from "./draft";

/** What only a push calls; the first push action belongs to a pull too. */
const UPLOADS = PUSH_ACTIONS.filter((action) => action !== "ecr:BatchCheckLayerAvailability");

/**
 * Grants of a part of a push, which fails for want of the rest. Another statement may bring the rest for the same
 * principals, unless it has a condition of its own.
 */
export function checkPushSets(drafts: readonly PartialStatement[]): Problem[] {
  const grants = drafts.filter(
    ({ statement, invalid }) =>
      statement.Effect === "Allow" &&
      statement.Principal !== undefined &&
      !invalid.has("Action") &&
      !invalid.has("NotAction"),
  );
  // What a malformed statement grants is unknown; it may well be the rest.
  if (grants.length < drafts.filter(({ statement }) => statement.Effect !== "Deny").length) return [];
  return grants.flatMap((grant) => {
    if (!UPLOADS.some((action) => statementNames(grant.statement, action))) return [];
    const missing = PUSH_ACTIONS.filter((action) =>
      principalValues(grant.statement.Principal).some(
        (principal) => !grants.some((other) => completes(other, grant) && grantsTo(other, principal, action)),
      ),
    );
    if (missing.length === 0) return [];
    return [
      warning(
        "repository-policy/push-set",
        [...grant.at, grant.statement.Action === undefined ? "NotAction" : "Action"],
        `a push also needs ${oneOf(missing, "and")}; without ${missing.length === 1 ? "it" : "them"} every push fails; add ${missing.length === 1 ? "it" : "them"}`,
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
