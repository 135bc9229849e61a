import { encodedJson } from "../terraform/strings";
import { checkDeniedAbsence } from "../policy-lint/check-absent-keys";
import { checkAdministration } from "../policy-lint/check-administration";
import { checkPolicyChanges, checkWildcardActions } from "../policy-lint/check-breadth";
import { checkLockOut } from "../policy-lint/check-lock-out";
import { checkOverlaps } from "../policy-lint/check-overlaps";
import { checkStatement } from "../policy-lint/lint";
import { finding, ofSubject } from "../policy-lint/rules";
import { errorsOf, quoteValue, type Problem } from "../problems/problem";
import { checkStructure } from "../problems/check-structure";
import { checkActionSets } from "./check-action-sets";
import { checkActions } from "./check-actions";
import { checkExposure } from "./check-exposure";
import { checkPolicyPrincipals, checkPrincipalTypes } from "./check-principals";
import { checkServices } from "./check-services";
import { checkTagKeys } from "./check-tag-keys";
import { checkSids } from "./check-sids";
import { checkConditionKeys } from "./check-condition-keys";
import { partialStatements, statementNames, writtenStatements, type PartialStatement } from "./draft";
import { type PolicyPlace } from "./place";
import { type PolicyKind, PUBLIC_REPOSITORY_POLICY, REGISTRY_POLICY, REPOSITORY_POLICY } from "./policy-kind";
import { REPOSITORY_POLICY_LENGTH } from "./schema";

/**
 * Reports everything in a repository policy that AWS rejects, that has no effect or that gives strangers access as errors, and
 * likely mistakes as warnings. A malformed key does not hide other faults.
 * @param document the policy document, parsed
 * @param place what is known about where it applies
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/set-repository-policy.html
 */
export function checkRepositoryPolicy(document: unknown, place: PolicyPlace = {}): Problem[] {
  return checkPolicy(REPOSITORY_POLICY, document, place);
}

/**
 * The same checks for the policy of a public repository. Everyone may have the actions that only read, because the Gallery shows
 * the same.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-policies.html
 */
export function checkPublicRepositoryPolicy(document: unknown): Problem[] {
  return checkPolicy(PUBLIC_REPOSITORY_POLICY, document, { partition: "aws" });
}

/**
 * The same checks for a registry's policy.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export function checkRegistryPolicy(document: unknown, place: PolicyPlace = {}): Problem[] {
  const { subject } = REGISTRY_POLICY;
  return ofSubject(subject, checkPolicy(REGISTRY_POLICY, document, place));
}

function checkPolicy(kind: PolicyKind, document: unknown, place: PolicyPlace): Problem[] {
  const specific = [...(kind.ofOneRepository ? checkNoResource(document) : []), ...checkPrincipalTypes(document)];
  const structure = checkStructure(kind.subject, kind.schema, document, specific);
  const statements = partialStatements(document, structure);
  return [
    ...structure.problems,
    ...checkSids(statements),
    ...statements.flatMap((partial) => [
      ...checkPolicyPrincipals(partial, kind, place),
      ...checkActions(partial, kind),
      ...checkStatement(
        partial,
        kind.ofOneRepository ? kind.actions : [...kind.actions, ...kind.registryActions],
        place,
      ),
      ...checkConditionKeys(partial, kind.service),
      // These two know private repositories only.
      ...(kind.service === "ecr" ? [...checkTagKeys(partial), ...checkServices(partial)] : []),
      ...checkReach(partial, kind, place),
      ...checkLockOut(partial, kind, place),
    ]),
    ...checkOverlaps(statements),
    ...checkDeniedAbsence(statements),
    // Repositories may grant the other actions of a push.
    ...(kind.ofOneRepository ? checkActionSets(statements, place, kind.pushActions) : []),
    ...(structure.problems.length === 0 ? checkPolicyLength(document as object) : []),
  ];
}

/** Who may do too much. A statement that is open to everyone is reported only as such. */
function checkReach(partial: PartialStatement, kind: PolicyKind, place: PolicyPlace): Problem[] {
  const { openToEveryone = [], actions } = kind;
  const isHarmless = !actions.some(
    (action) => !openToEveryone.includes(action) && statementNames(partial.statement, action),
  );
  if (isHarmless && openToEveryone.length > 0) return [];
  const exposed = checkExposure(partial);
  if (errorsOf(exposed).length > 0) return exposed;
  return [
    ...exposed,
    ...checkWildcardActions(partial, place),
    ...checkPolicyChanges(partial, kind.changedBy, place),
    ...checkAdministration(partial, kind, place),
  ];
}

/**
 * Reports a policy, grants included, that is too long.
 * @param advice how to make it shorter, if that is known
 */
export function checkPolicyLength(document: object, advice = ""): Problem[] {
  const { length } = encodedJson(document);
  if (length <= REPOSITORY_POLICY_LENGTH) return [];
  const message = `expected a policy of at most ${REPOSITORY_POLICY_LENGTH} characters (compact JSON), found ${length}. ${advice || "Merge statements, or grant access to a whole account or organization"}`;
  return [finding("text-length", [], message)];
}

/** ECR's own message does not name the cause. */
function checkNoResource(document: unknown): Problem[] {
  return writtenStatements(document).flatMap(({ at, raw }) =>
    ["Resource", "NotResource"].flatMap((key) => {
      if (raw[key] === undefined) return [];
      const message = `expected no ${key} in a repository policy, found ${quoteValue(raw[key])}. Remove it (ECR: "Invalid repository policy provided")`;
      return [finding("resource", [...at, key], message)];
    }),
  );
}
