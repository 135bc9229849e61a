import { parseArn } from "../aws/arn";
import { principalNames, type PolicyPrincipal } from "../iam/policy";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { isEveryone, statementNames, type PartialStatement } from "../repository-policy/draft";
import { sameSpelling } from "../repository-policy/principal";
import { finding } from "./rules";

/**
 * Warns about elements that select by exception: what they allow grows with AWS, and what they exempt is easily too little.
 * @param actions every action that requests to the service have
 */
export function checkExceptions({ at, statement }: PartialStatement, actions: readonly string[]): Problem[] {
  const { Effect, Action, NotAction, NotResource, NotPrincipal } = statement;
  const problems: Problem[] = [];
  if (NotAction !== undefined && !actions.some((action) => statementNames(statement, action))) {
    const message = `expected NotAction to leave out at least one action, found ${quoteValue(NotAction)}, which lists all actions. The statement has no effect. Use Action, or remove the statement`;
    problems.push(finding("void", [...at, "NotAction"], message));
  } else if (NotAction !== undefined && Action === undefined && Effect === "Allow") {
    const message = `expected Action with Allow, found NotAction, which allows every other action, including actions that AWS adds later. List the allowed actions in Action`;
    problems.push(finding("not-action", [...at, "NotAction"], message));
  }
  if (NotResource !== undefined && Effect === "Allow") {
    const message = `expected Resource with Allow, found NotResource, which allows the action on everything else, including resources that are created later. List the ARNs in Resource`;
    problems.push(finding("not-resource", [...at, "NotResource"], message));
  }
  if (NotPrincipal !== undefined && Effect === "Deny") problems.push(...checkExempted(at, NotPrincipal));
  return problems;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
function checkExempted(at: PartialStatement["at"], exempted: PolicyPrincipal): Problem[] {
  const where = [...at, "NotPrincipal"];
  if (isEveryone(exempted)) {
    const message = `expected principals that NotPrincipal does not exempt, found "*", which exempts everyone. The statement has no effect. Remove it`;
    return [finding("void", where, message)];
  }
  const names = principalNames(exempted, "AWS");
  const accounts = new Set(names.map(sameSpelling));
  const missing = new Set(
    names.flatMap((name) => {
      const { account = "" } = parseArn(name) ?? {};
      return account === "" || accounts.has(account) ? [] : [account];
    }),
  );
  if (missing.size === 0) return [];
  const message = `expected the account of each exempted principal in NotPrincipal, but ${oneOf([...missing].map(quoteValue), "and")} ${missing.size === 1 ? "is" : "are"} missing. IAM may also deny the exempted principals. Add their accounts, or use Principal "*" with ArnNotEquals aws:PrincipalArn`;
  return [finding("not-principal", where, message)];
}
