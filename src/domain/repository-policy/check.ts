import { type Partition } from "../aws/arn";
import { encodedJson } from "../terraform/jsonencode";
import { checkConditionGrammar } from "../iam/conditions";
import { error, type Problem } from "../problems/problem";
import { checkStructure } from "../problems/check-structure";
import { checkActions } from "./check-actions";
import { checkExposure } from "./check-exposure";
import { checkPolicyPrincipals, misnamedPrincipals } from "./check-principals";
import { checkPushSets } from "./check-push-sets";
import { checkSids } from "./check-sids";
import { checkConditionKeys } from "./check-condition-keys";
import { checkVoidConditions } from "./check-void-conditions";
import { partialStatements, writtenStatements } from "./draft";
import { type PolicyKind, REGISTRY_POLICY, REPOSITORY_POLICY } from "./policy-kind";
import { REPOSITORY_POLICY_LENGTH } from "./schema";

/**
 * Everything in a repository policy that AWS refuses or that grants nothing, and every way in for strangers, as errors; what
 * is likely a mistake, as warnings. A malformed key hides no other faults.
 * @param document the policy document, read; its text must be parsed before
 * @param partition the repository's, where it is known: named principals must be in the same one
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/set-repository-policy.html
 */
export function checkRepositoryPolicy(document: unknown, partition?: Partition): Problem[] {
  return checkPolicy(REPOSITORY_POLICY, document, partition);
}

/**
 * The same of the policy of a whole registry.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export function checkRegistryPolicy(document: unknown, partition?: Partition): Problem[] {
  const { subject } = REGISTRY_POLICY;
  // Rules are one list, and their ids say whose policy broke one.
  return checkPolicy(REGISTRY_POLICY, document, partition).map(({ rule, ...problem }) => ({
    ...problem,
    rule: `${subject}${rule.slice(rule.indexOf("/"))}`,
  }));
}

function checkPolicy(kind: PolicyKind, document: unknown, partition: Partition | undefined): Problem[] {
  const named = [...(kind.ofOneRepository ? checkNoResource(document) : []), ...misnamedPrincipals(document)];
  const structure = checkStructure(kind.subject, kind.schema, document, named);
  const statements = partialStatements(document, structure);
  return [
    ...structure.problems,
    ...checkSids(statements),
    ...statements.flatMap((draft) => [
      ...checkPolicyPrincipals(draft, kind, partition),
      ...checkActions(draft, kind),
      ...checkConditionGrammar(draft.statement.Condition ?? {}, "repository-policy/condition", [
        ...draft.at,
        "Condition",
      ]),
      ...checkVoidConditions(draft),
      ...checkConditionKeys(draft),
      ...checkExposure(draft, kind),
    ]),
    // A registry's grants add to those of repositories, which may have the rest of a push.
    ...(kind.ofOneRepository ? checkPushSets(statements) : []),
    ...(structure.problems.length === 0 ? checkPolicyLength(document as object) : []),
  ];
}

/** Whether a policy, grants included, is short enough to be sent. */
export function checkPolicyLength(document: object): Problem[] {
  const { length } = encodedJson(document);
  if (length <= REPOSITORY_POLICY_LENGTH) return [];
  return [
    error(
      "repository-policy/text-length",
      [],
      `the policy has ${length} characters as compact JSON; AWS takes at most ${REPOSITORY_POLICY_LENGTH}; join statements, or grant to an account or organisation`,
    ),
  ];
}

/** ECR answers such a policy only with "Invalid repository policy provided". */
function checkNoResource(document: unknown): Problem[] {
  return writtenStatements(document).flatMap(({ at, raw }) =>
    ["Resource", "NotResource"].flatMap((key) =>
      raw[key] === undefined
        ? []
        : [
            error(
              "repository-policy/resource",
              [...at, key],
              `found ${key}; a repository policy is about its own repository and has none ("Invalid repository policy provided"); leave it out`,
            ),
          ],
    ),
  );
}
