import { encodedJson } from "../terraform/jsonencode";
import { error, type Problem, warning } from "../problems/problem";
import { checkStructure } from "../problems/check-structure";
import { checkAcrossRules } from "./check-across-rules";
import { checkRule } from "./check-rule";
import { checkUnits } from "./check-units";
import { at, partialRules, type PartialRule } from "./draft";
import { LIFECYCLE_LIMITS } from "./limits";
import { lifecyclePolicySchema } from "./schema";

/**
 * Everything in a lifecycle policy that AWS refuses, as errors, and what it takes but means otherwise than it looks,
 * as warnings. A malformed field hides neither other faults nor brings up faults that are only its consequence.
 * @param document AWS's own JSON, read: `{ rules: [...] }`
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

/** A policy with a rule always has the 100 characters that AWS wants at least, so only the upper limit is counted. */
function checkSize(document: object): Problem[] {
  const { length } = encodedJson(document);
  if (length <= LIFECYCLE_LIMITS.textLength) return [];
  return [
    error(
      "lifecycle/text-length",
      [],
      `the policy has ${length} characters as compact JSON; AWS takes at most ${LIFECYCLE_LIMITS.textLength}; shorten descriptions or join rules`,
    ),
  ];
}

const LOST_EDITS =
  "AWS providers up to 6.28.0 leave storageClass and targetStorageClass out when they compare policies, so an edit of only these is lost; change a countNumber or description with it, or use a newer provider";

/** @see https://github.com/hashicorp/terraform-provider-aws/pull/45909 */
function checkArchiveFields(rules: readonly PartialRule[]): Problem[] {
  for (const rule of rules) {
    for (const field of ["storageClass", "targetStorageClass"] as const) {
      if (rule.fields[field] !== undefined) return [warning("lifecycle/lost-edit", at(rule, field), LOST_EDITS)];
    }
  }
  return [];
}
