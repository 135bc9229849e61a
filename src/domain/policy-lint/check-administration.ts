import { ECR_ACTIONS, isChange } from "../aws/ecr-actions";
import { ACCOUNT_ID, parseArn } from "../aws/arn";
import { requiresKey, testsOf } from "../iam/conditions";
import { kindsAndNames, listOf, type PolicyCondition, type PolicyPrincipal } from "../iam/policy";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { patternNamesAction } from "../repository-policy/actions";
import { isEveryone, type PartialStatement } from "../repository-policy/draft";
import { type PolicyKind } from "../repository-policy/policy-kind";
import { isForeignAccount, type PolicyPlace } from "../repository-policy/place";
import { DRASTIC_ACTIONS, isLambdaStatement, isWide } from "./check-breadth";
import { finding } from "./rules";

/** Changes that other accounts are granted on purpose: images come in, and nothing is lost. */
const DELIVERY =
  /^(?:BatchImportUpstreamImage|CompleteLayerUpload|CreateRepository|InitiateLayerUpload|PutImage|ReplicateImage|Start.*|TagResource|UntagResource|UploadLayerPart)$/;

/** Actions that delete images, or change settings, policies and repositories. */
const ADMINISTRATION = ECR_ACTIONS.filter((action) => isChange(action) && !DELIVERY.test(action.name)).map(
  ({ name, resource }) => ({ action: `ecr:${name}`, resource }),
);

/**
 * Warns about foreign principals that may delete images, or change settings and policies.
 */
export function checkAdministration(
  { at, statement }: PartialStatement,
  { changedBy, ofOneRepository }: Pick<PolicyKind, "changedBy" | "ofOneRepository">,
  place: PolicyPlace,
): Problem[] {
  const { Effect, Principal, Action, Condition } = statement;
  if (Effect !== "Allow" || Principal === undefined || isLambdaStatement(statement, place)) return [];
  const outside = outsiders(Principal, Condition, place);
  if (outside === undefined) return [];
  // Changes of the policy by whole accounts have a rule of their own.
  const reported = isWide(Principal) ? changedBy : [];
  const allowed = ADMINISTRATION.flatMap(({ action, resource }) => {
    const hasEffect = resource === "repository" || !ofOneRepository;
    const isAllowed = hasEffect && listOf(Action).some((pattern) => names(pattern, action));
    return isAllowed && !reported.includes(action) ? [action] : [];
  });
  if (allowed.length === 0) return [];
  const message = `expected only principals in this project's accounts for ${oneOf(allowed, "and")}, found ${outside}. Principals outside the project could delete or replace images that are in use. Remove the actions, or allow them only for roles in the project's accounts`;
  return [finding("administration", [...at, "Action"], message)];
}

/** Wildcards for drastic actions are reported for themselves. */
function names(pattern: string, action: string): boolean {
  if (!patternNamesAction(pattern, action)) return false;
  return !/[*?]/.test(pattern) || !DRASTIC_ACTIONS.some((drastic) => patternNamesAction(pattern, drastic));
}

/** The principals that do not belong to the project, for messages; `undefined` if there are none, or if that is unknown. */
function outsiders(
  principal: PolicyPrincipal,
  condition: PolicyCondition | undefined,
  place: PolicyPlace,
): string | undefined {
  if (isEveryone(principal))
    return isLimitedToOwn(condition, place) ? undefined : 'everyone ("*") who meets the Condition';
  const foreign = kindsAndNames(principal).filter(([kind, name]) => {
    if (kind === "Service") return true;
    const account = parseArn(name)?.account ?? name;
    return ACCOUNT_ID.test(account) && isForeignAccount(account, place) === true;
  });
  if (foreign.length === 0) return undefined;
  return oneOf(
    foreign.map(([, name]) => quoteValue(name)),
    "and",
  );
}

/** Whether a condition requires an account of the project. */
function isLimitedToOwn(condition: PolicyCondition | undefined, place: PolicyPlace): boolean {
  const isOwn = (value: string): boolean => {
    const account = ACCOUNT_ID.test(value) ? value : (/^arn:[^:*?]+:(?:iam|sts)::(\d{12}):/.exec(value)?.[1] ?? "");
    return isForeignAccount(account, place) === false;
  };
  return testsOf(condition).some(
    ({ operator, lowerKey, values }) =>
      requiresKey(operator) &&
      /^(?:string|arn)(?:equals|like)$/.test(operator.name) &&
      /^aws:principal(?:account|arn)$/.test(lowerKey) &&
      values.every(isOwn),
  );
}
