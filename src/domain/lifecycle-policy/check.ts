import { encodedJson } from "../terraform/strings";
import { error, type Problem, warning } from "../problems/problem";
import { checkStructure } from "../problems/check-structure";
import { checkAcrossRules } from "./check-across-rules";
import { checkRule } from "./check-rule";
import { checkUnits } from "./check-units";
import { at, partialRules, type PartialRule } from "./draft";
import { LIFECYCLE_LIMITS } from "./limits";
import { lifecyclePolicySchema } from "./schema";

/**
 * Reports what AWS rejects in a lifecycle policy as errors, and what it accepts but behaves unexpectedly as warnings. A malformed
 * field neither hides other faults nor causes further ones.
 * @param document AWS's JSON, parsed: `{ rules: [...] }`
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function checkLifecyclePolicy(document: unknown): Problem[] {
  const structure = checkStructure("lifecycle", lifecyclePolicySchema, document, checkUnits(document));
  const rules = partialRules(document, structure);
  return [
    ...structure.problems,
    ...rules.flatMap(checkRule),
    ...checkAcrossRules(rules),
    ...checkArchiveFields(rules),
    ...(structure.problems.length === 0 ? checkSize(document as object) : []),
  ];
}

/** Any policy with a rule has more than the 100 characters that AWS requires, so only the upper limit matters. */
function checkSize(document: object): Problem[] {
  const { length } = encodedJson(document);
  if (length <= LIFECYCLE_LIMITS.textLength) return [];
  const message = `expected a policy of at most ${LIFECYCLE_LIMITS.textLength} characters (compact JSON), found ${length}. Shorten descriptions or merge rules`;
  return [error("lifecycle/text-length", [], message)];
}

const LOST_EDITS =
  "AWS providers up to 6.28.0 ignore changes to storageClass and targetStorageClass. When you change one of them, also change a description, or use a newer provider";

/** @see https://github.com/hashicorp/terraform-provider-aws/pull/45909 */
function checkArchiveFields(rules: readonly PartialRule[]): Problem[] {
  for (const rule of rules) {
    for (const field of ["storageClass", "targetStorageClass"] as const) {
      if (rule.fields[field] !== undefined) return [warning("lifecycle/lost-edit", at(rule, field), LOST_EDITS)];
    }
  }
  return [];
}
