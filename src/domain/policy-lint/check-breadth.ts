import { ECR_ACTIONS } from "../aws/ecr-actions";
import { parseArn } from "../aws/arn";
import { testsOf } from "../iam/conditions";
import { kindsAndNames, listOf, principalNames, type PolicyPrincipal, type PolicyStatement } from "../iam/policy";
import { oneOf, quoteValue, valuesAt, type Problem } from "../problems/problem";
import { patternNamesAction } from "../repository-policy/actions";
import { statementNames, type PartialStatement } from "../repository-policy/draft";
import { isForeignAccount, type PolicyPlace } from "../repository-policy/place";
import { finding } from "./rules";

/** Actions that delete images or change permissions; a lifecycle policy deletes images too. */
export const DRASTIC_ACTIONS: readonly string[] = ECR_ACTIONS.filter(
  ({ name, access }) =>
    access === "Permissions management" || /^(?:BatchDeleteImage|DeleteRepository|PutLifecyclePolicy)$/.test(name),
).map(({ name }) => `ecr:${name}`);

/** Warns about wildcards that allow more than the names of the actions suggest. */
export function checkWildcardActions({ at, statement }: PartialStatement, place: PolicyPlace = {}): Problem[] {
  if (statement.Effect !== "Allow") return [];
  return valuesAt([...at, "Action"], statement.Action).flatMap(({ at: where, text: pattern }) => {
    if (!/[*?]/.test(pattern)) return [];
    // An account may make its own role the administrator.
    if (/^(?:ecr:)?\*+$/i.test(pattern) && areOwnRoles(statement.Principal, place)) return [];
    const allowed = DRASTIC_ACTIONS.filter((action) => patternNamesAction(pattern, action));
    // The actions of other services are not listed here.
    const service = /^([a-z0-9-]+):\*+$/i.exec(pattern)?.[1];
    if (allowed.length === 0 && service === undefined) return [];
    const also =
      allowed.length === 0
        ? `every action that ${service ?? ""} adds later`
        : allowed.length > 3
          ? "the deletion of images and changes to permissions"
          : oneOf(allowed, "and");
    const message = `expected only the necessary actions, found ${quoteValue(pattern)}, which also allows ${also}. List the actions`;
    return [finding("wildcard-action", where, message)];
  });
}

/**
 * Warns about whole accounts and services that may change the policy, and so permit themselves anything.
 * @param changedBy actions that change the policy
 */
export function checkPolicyChanges(
  { at, statement }: PartialStatement,
  changedBy: readonly string[],
  place: PolicyPlace,
): Problem[] {
  const { Effect, Principal, Action } = statement;
  if (Effect !== "Allow" || Principal === undefined || !isWide(Principal) || isLambdaStatement(statement, place))
    return [];
  const allowed = changedBy.filter((action) => statementNames(statement, action));
  // Wildcards are reported for themselves.
  const named = allowed.filter((action) => listOf(Action).some((text) => text.toLowerCase() === action.toLowerCase()));
  if (named.length === 0) return [];
  const message = `expected specific roles or users for ${oneOf(named, "and")}, found ${quoteValue(Principal)}. These principals could change who has access. Name the role that administers the policy, or remove ${named.length === 1 ? "the action" : "the actions"}`;
  return [finding("escalation", [...at, "Action"], message)];
}

/** Whether a principal stands for more than single roles and users. */
export function isWide(principal: PolicyPrincipal): boolean {
  return kindsAndNames(principal).some(
    ([kind, name]) => kind !== "AWS" || (parseArn(name)?.resource ?? "root") === "root",
  );
}

/** Whether a principal stands for single roles and users of the registry's own account. */
function areOwnRoles(principal: PolicyPrincipal | undefined, { location }: PolicyPlace): boolean {
  if (principal === undefined || isWide(principal)) return false;
  return principalNames(principal, "AWS").every(
    (name) => isForeignAccount(parseArn(name)?.account ?? "", { location }) === false,
  );
}

/** What Lambda allows itself when someone creates a function from an image. */
const LAMBDA_ACTIONS: readonly string[] = ["BatchGetImage", "GetDownloadUrlForLayer"]
  .concat(["DeleteRepositoryPolicy", "GetRepositoryPolicy", "SetRepositoryPolicy"])
  .map((name) => `ecr:${name}`.toLowerCase());

/**
 * Whether a statement is the one that Lambda adds for functions of the project's accounts.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-permissions
 */
export function isLambdaStatement(
  { Principal, Action, Condition }: Partial<PolicyStatement>,
  place: PolicyPlace,
): boolean {
  if (Principal === undefined || Principal === "*" || Object.keys(Principal).join() !== "Service") return false;
  if (!listOf(Principal["Service"]).every((name) => name.startsWith("lambda.amazonaws."))) return false;
  const actions = listOf(Action).map((action) => action.toLowerCase());
  if (actions.length === 0 || !actions.every((action) => LAMBDA_ACTIONS.includes(action))) return false;
  return testsOf(Condition).some(
    ({ text, lowerKey, values }) =>
      /^(?:String|Arn)(?:Equals|Like)$/i.test(text) &&
      /^aws:source(?:arn|account)$/.test(lowerKey) &&
      values.every((value) => {
        const account = parseArn(value)?.account ?? value;
        return /^\d{12}$/.test(account) && isForeignAccount(account, place) !== true;
      }),
  );
}
