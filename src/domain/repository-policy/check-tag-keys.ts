import { requiresKey } from "../iam/conditions";
import { listOf } from "../iam/policy";
import { finding } from "../policy-lint/rules";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { placedTests, statementNames, type PartialStatement } from "./draft";

/**
 * Keys of tags that a request sends, and the actions whose requests send tags.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 */
const SENT_TAGS: readonly (readonly [key: RegExp, actions: readonly string[]])[] = [
  [/^aws:requesttag\/./i, ["ecr:CreateRepository", "ecr:TagResource"]],
  [/^aws:tagkeys$/i, ["ecr:CreateRepository", "ecr:TagResource", "ecr:UntagResource"]],
];

/** Warns about a test of sent tags in a statement whose actions send none. */
export function checkTagKeys(partial: PartialStatement): Problem[] {
  const { statement } = partial;
  const { Action } = statement;
  if (Action === undefined) return [];
  return placedTests(partial).flatMap(({ operator, key, at }) => {
    const actions = SENT_TAGS.find(([pattern]) => pattern.test(key))?.[1];
    if (actions === undefined || !requiresKey(operator)) return [];
    if (actions.some((action) => statementNames(statement, action))) return [];
    const message = `expected a condition key that is present in requests for ${oneOf(listOf(Action), "and")}, found ${quoteValue(key)}, which is present only in requests for ${oneOf(actions, "and")}. Use aws:PrincipalTag or ecr:ResourceTag, or remove the key`;
    return [finding("foreign-key", at, message)];
  });
}
