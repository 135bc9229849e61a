import { ECR_ACTIONS } from "../aws/ecr-actions";
import { parseArn } from "../aws/arn";
import { covers } from "../iam/evaluation/pattern";
import { listOf, type PolicyPrincipal, type PolicyStatement } from "../iam/policy";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { patternNamesAction } from "../repository-policy/actions";
import { isEveryone, principalValues, statementNames, type PartialStatement } from "../repository-policy/draft";
import { finding } from "./rules";

const KNOWN = ECR_ACTIONS.map(({ name }) => `ecr:${name}`);

/**
 * Warns about grants that other statements of the policy deny completely. Only denials without a condition count.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function checkOverlaps(statements: readonly PartialStatement[]): Problem[] {
  const denials = statements.filter(
    ({ statement: { Effect, Condition = {}, NotPrincipal, NotResource }, invalid }) =>
      Effect === "Deny" &&
      invalid.size === 0 &&
      Object.keys(Condition).length === 0 &&
      NotPrincipal === undefined &&
      NotResource === undefined,
  );
  if (denials.length === 0) return [];
  return statements.flatMap(({ at, statement, invalid }) => {
    if (statement.Effect !== "Allow" || invalid.size > 0 || statement.Action === undefined) return [];
    const fitting = denials.filter(
      ({ statement: denial }) =>
        deniesPrincipals(denial.Principal, statement.Principal) && deniesResources(denial, statement),
    );
    const actions = listOf(statement.Action).flatMap(actionsOf);
    const isDenied = actions.every((action) =>
      fitting.some(({ statement: denial }) => denial.NotAction === undefined && statementNames(denial, action)),
    );
    if (actions.length === 0 || !isDenied) return [];
    const names = fitting.map(({ statement: { Sid }, at: where }) =>
      Sid === undefined ? `number ${Number(where.at(-1) ?? 0) + 1}` : quoteValue(Sid),
    );
    const message = `expected actions that no statement denies to the same principals, found all of them denied by statement ${oneOf(names, "and")}. Remove one of the statements`;
    return [finding("denied", [...at, "Action"], message)];
  });
}

/** A pattern's actions, if all of them are known; else the pattern itself. */
function actionsOf(pattern: string): readonly string[] {
  if (!/[*?]/.test(pattern) || !/^ecr:/i.test(pattern)) return [pattern];
  return KNOWN.filter((action) => patternNamesAction(pattern, action));
}

function deniesPrincipals(denied: PolicyPrincipal | undefined, allowed: PolicyPrincipal | undefined): boolean {
  if (denied === undefined || allowed === undefined) return denied === allowed;
  if (denied === "*" || isEveryone(denied)) return true;
  const names = new Set(principalValues(denied));
  return principalValues(allowed).every(
    (name) => names.has(name) || names.has(`AWS:${parseArn(name.replace(/^AWS:/, ""))?.account ?? ""}`),
  );
}

function deniesResources(denial: Partial<PolicyStatement>, statement: Partial<PolicyStatement>): boolean {
  if (denial.Resource === undefined) return true;
  const allowed = listOf(statement.Resource);
  return (
    allowed.length > 0 && allowed.every((text) => listOf(denial.Resource).some((pattern) => covers(pattern, text)))
  );
}
