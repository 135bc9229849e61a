import { ECR_ACTIONS } from "../aws/ecr-actions";
import { parseArn } from "../aws/arn";
import { listOf, type PolicyPrincipal } from "../iam/policy";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { patternNamesAction } from "../repository-policy/actions";
import { isEveryone, statementNames, valuesAt, type PartialStatement } from "../repository-policy/draft";
import { finding } from "./rules";

/** Actions that delete images or change permissions; a lifecycle policy deletes images too. */
const DRASTIC: readonly string[] = ECR_ACTIONS.filter(
  ({ name, access }) =>
    access === "Permissions management" || /^(?:BatchDeleteImage|DeleteRepository|PutLifecyclePolicy)$/.test(name),
).map(({ name }) => `ecr:${name}`);

/** Warns about wildcards that allow more than the names of the actions suggest. */
export function checkWildcardActions({ at, statement }: PartialStatement): Problem[] {
  if (statement.Effect !== "Allow") return [];
  return valuesAt([...at, "Action"], statement.Action).flatMap(({ at: where, text }) => {
    const pattern = String(text);
    if (!/[*?]/.test(pattern)) return [];
    const allowed = DRASTIC.filter((action) => patternNamesAction(pattern, action));
    // The actions of other services are not listed here.
    const service = /^([a-z0-9-]+):\*+$/i.exec(pattern)?.[1];
    if (allowed.length === 0 && service === undefined) return [];
    const also =
      allowed.length === 0
        ? `all actions of ${service ?? ""}`
        : allowed.length > 3
          ? "the deletion of images and changes of permissions"
          : oneOf(allowed, "and");
    const message = `expected the actions that are needed, found ${quoteValue(pattern)}, which also allows ${also}. List the actions`;
    return [finding("wildcard-action", where, message)];
  });
}

/**
 * Warns about whole accounts and services that may change the policy, and so permit themselves anything.
 * @param changedBy actions that change the policy
 */
export function checkPolicyChanges({ at, statement }: PartialStatement, changedBy: readonly string[]): Problem[] {
  const { Effect, Principal, Action } = statement;
  if (Effect !== "Allow" || Principal === undefined || !isWide(Principal)) return [];
  const allowed = changedBy.filter((action) => statementNames(statement, action));
  // Wildcards are reported for themselves.
  const named = allowed.filter((action) => listOf(Action).some((text) => text.toLowerCase() === action.toLowerCase()));
  if (named.length === 0) return [];
  const message = `expected single roles or users for ${oneOf(named, "and")}, found ${quoteValue(Principal)}. All of its principals could give themselves every permission; name the role that administers the policy, or remove the action`;
  return [finding("escalation", [...at, "Action"], message)];
}

/** Whether a principal stands for more than single roles and users. */
function isWide(principal: PolicyPrincipal): boolean {
  if (principal === "*" || isEveryone(principal)) return true;
  return Object.entries(principal).some(
    ([kind, names]) => kind !== "AWS" || listOf(names).some((name) => (parseArn(name)?.resource ?? "root") === "root"),
  );
}
