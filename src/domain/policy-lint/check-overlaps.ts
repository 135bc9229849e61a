import { ECR_ACTIONS } from "../aws/ecr-actions";
import { parseArn } from "../aws/arn";
import { covers } from "../iam/evaluation/pattern";
import { listOf, type PolicyPrincipal, type PolicyStatement } from "../iam/policy";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { patternNamesAction, PULL_ACTIONS, PUSH_ACTIONS } from "../repository-policy/actions";
import { isEveryone, principalValues, statementNames, type PartialStatement } from "../repository-policy/draft";
import { finding } from "./rules";

const KNOWN = ECR_ACTIONS.map(({ name }) => `ecr:${name}`);

/** Actions that work only together. A pull also works without checking its layers. */
const SETS = [
  ["pull", PULL_ACTIONS.filter((action) => action !== "ecr:BatchCheckLayerAvailability")],
  ["push", PUSH_ACTIONS],
] as const;

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
    const denies = ({ NotAction, ...denial }: Partial<PolicyStatement>, action: string): boolean =>
      NotAction === undefined && statementNames(denial, action);
    const isDenied = (action: string): boolean => fitting.some(({ statement: denial }) => denies(denial, action));
    if (actions.length === 0) return [];
    if (!actions.every(isDenied)) return brokenSets(at, listOf(statement.Action), isDenied);
    const names = fitting
      .filter(({ statement: denial }) => actions.some((action) => denies(denial, action)))
      .map(({ statement: { Sid }, at: where }) =>
        Sid === undefined ? `number ${Number(where.at(-1) ?? 0) + 1}` : quoteValue(Sid),
      );
    const message = `expected actions that no statement denies to the same principals, found all of these actions denied by ${names.length === 1 ? "statement" : "statements"} ${oneOf(names, "and")}. Remove the denial or the grant`;
    return [finding("denied", [...at, "Action"], message)];
  });
}

/** A pull or push whose actions are all named, and that fails because one of them is denied. */
function brokenSets(
  at: PartialStatement["at"],
  actions: readonly string[],
  isDenied: (action: string) => boolean,
): Problem[] {
  return SETS.flatMap(([what, set]) => {
    if (!set.every((action) => actions.some((named) => named.toLowerCase() === action.toLowerCase()))) return [];
    const denied = set.filter(isDenied);
    if (denied.length === 0) return [];
    const message = `expected no denial of the actions that a ${what} needs, found ${oneOf(denied, "and")} denied to the same principals, so the ${what} fails. Remove the denial or the grant`;
    return [finding("denied", [...at, "Action"], message)];
  }).slice(0, 1);
}

/** A pattern's actions, if all of them are known; else the pattern itself. */
function actionsOf(pattern: string): readonly string[] {
  if (!/[*?]/.test(pattern) || !/^ecr:/i.test(pattern)) return [pattern];
  return KNOWN.filter((action) => patternNamesAction(pattern, action));
}

function deniesPrincipals(denied: PolicyPrincipal | undefined, allowed: PolicyPrincipal | undefined): boolean {
  if (denied === undefined || allowed === undefined) return denied === allowed;
  if (isEveryone(denied)) return true;
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
