import { checkConditionGrammar } from "../iam/conditions";
import { listOf, type PolicyDocument } from "../iam/policy";
import { type Problem } from "../problems/problem";
import { checkConditionKeys } from "../repository-policy/check-condition-keys";
import { checkExposure } from "../repository-policy/check-exposure";
import { checkVoidConditions } from "../repository-policy/check-void-conditions";
import { type PartialStatement } from "../repository-policy/draft";
import { type PolicyPlace } from "../repository-policy/place";
import { checkAbsentKeys } from "./check-absent-keys";
import { checkWildcardActions } from "./check-breadth";
import { checkContradictions } from "./check-contradictions";
import { checkExceptions } from "./check-exceptions";
import { checkOverlaps } from "./check-overlaps";
import { checkPrivateAddresses } from "./check-private-addresses";
import { checkRolePermissions } from "./check-role-permissions";
import { checkTrust, TRUST_ACTIONS } from "./check-trust";
import { checkUnitPatterns } from "./check-unit-patterns";
import { finding, ofSubject, ruleId } from "./rules";

/**
 * The rules for a single statement of any kind of policy.
 * @param actions every action that requests to the service have
 */
export function checkStatement(
  partial: PartialStatement,
  actions: readonly string[],
  place: PolicyPlace = {},
): Problem[] {
  const unmet = checkVoidConditions(partial, place);
  return [
    ...checkConditionGrammar(partial.statement.Condition ?? {}, ruleId("condition"), [...partial.at, "Condition"]),
    ...unmet,
    // What one test says about itself is the cause of a contradiction.
    ...(unmet.length === 0 ? checkContradictions(partial, place) : []),
    ...checkAbsentKeys(partial),
    ...checkPrivateAddresses(partial),
    ...checkUnitPatterns(partial),
    ...checkExceptions(partial, actions),
  ];
}

/**
 * Checks a role's trust policy: who may assume the role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
 */
export function lintTrustPolicy(document: PolicyDocument): Problem[] {
  const statements = statementsOf(document);
  return ofSubject("trust-policy", [
    ...statements.flatMap((partial) => [
      ...checkStatement(partial, TRUST_ACTIONS),
      ...checkConditionKeys(partial),
      ...checkExposure(partial).filter(({ rule }) => rule !== DEPUTY || actsForOthers(partial)),
      ...checkAllowedPrincipals(partial),
      ...checkTrust(partial),
    ]),
    ...checkOverlaps(statements),
  ]);
}

/**
 * Checks a policy of a role: what the role may do.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
 */
export function lintRolePolicy(document: PolicyDocument): Problem[] {
  const statements = statementsOf(document);
  return ofSubject("role-policy", [
    ...statements.flatMap((partial) => [
      // No list of all actions of AWS is known here: only "*" names them all.
      ...checkStatement(partial, ["*"]),
      ...checkWildcardActions(partial),
      ...checkRolePermissions(partial),
    ]),
    ...checkOverlaps(statements),
  ]);
}

const DEPUTY = ruleId("confused-deputy");

/**
 * Services that assume roles of their customers' own instances and functions only. Their requests have no `aws:SourceAccount`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 */
const WITHOUT_SOURCE = /^(?:ec2|lambda)\.amazonaws\.com(?:\.cn)?$/;

function actsForOthers({ statement: { Principal } }: PartialStatement): boolean {
  return Principal === "*" || !listOf(Principal?.["Service"]).every((name) => WITHOUT_SOURCE.test(name));
}

/** The statements of a valid document. */
export function statementsOf({ Statement }: PolicyDocument): PartialStatement[] {
  return Statement.map((statement, index) => ({ at: ["Statement", index], statement, invalid: new Set() }));
}

/** `Allow` with `NotPrincipal` allows everyone else. */
function checkAllowedPrincipals({ at, statement: { Effect, NotPrincipal } }: PartialStatement): Problem[] {
  if (Effect !== "Allow" || NotPrincipal === undefined) return [];
  const message = "expected Principal with Allow, found NotPrincipal, which allows everyone else. List the principals";
  return [finding("public", [...at, "NotPrincipal"], message)];
}
