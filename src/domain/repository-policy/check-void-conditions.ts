import { conditionOperator } from "../iam/conditions";
import { type OneOrMore } from "../iam/policy";
import { finding } from "../policy-lint/rules";
import { quoteValue, type Path, type Problem } from "../problems/problem";
import { foreignKeys } from "./check-callers";
import { foreignValues } from "./check-key-values";
import { foreignSources } from "./check-sources";
import { type PartialStatement, valuesAt } from "./draft";
import { type PolicyPlace } from "./place";

/** Warns about conditions that IAM accepts but no request meets. */
export function checkVoidConditions({ at, statement, invalid }: PartialStatement, place: PolicyPlace = {}): Problem[] {
  const { Condition, Principal } = statement;
  if (Condition === undefined || invalid.has("Condition")) return [];
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => {
      const where = [...at, "Condition", operator, key];
      return [
        ...literalWildcards(operator, values, where),
        ...foreignKeys(Principal, operator, key, where),
        ...foreignSources(Principal, key, values, where, place),
        ...foreignValues(operator, key, values, where),
        ...sessions(key, values, where),
      ];
    }),
  );
}

const EXACT = /^string(not)?equals(ignorecase)?$/;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function literalWildcards(operator: string, values: OneOrMore<string | number | boolean>, at: Path): Problem[] {
  if (!EXACT.test(conditionOperator(operator)?.name ?? "")) return [];
  // ${*} and ${?} are the escapes for the literal characters.
  return valuesAt(at, values).flatMap(({ at: where, text }) =>
    /[*?]/.test(String(text).replaceAll(/\$\{[^}]*\}/g, ""))
      ? [
          finding(
            "literal-wildcard",
            where,
            `expected a value without wildcards, found ${quoteValue(text)}. ${operator} compares * and ? literally. Write exact values, or use ${operator.replace(/equals(ignorecase)?/i, "Like")} for wildcards`,
          ),
        ]
      : [],
  );
}

/**
 * Of a role's session, the key holds the role's own ARN.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function sessions(key: string, values: OneOrMore<string | number | boolean>, at: Path): Problem[] {
  if (key.toLowerCase() !== "aws:principalarn") return [];
  return valuesAt(at, values).flatMap(({ at: where, text }) => {
    const [, partition = "", account = "", role = ""] =
      /^arn:([^:]*):sts:[^:]*:([^:]*):assumed-role\/([^/]*)/.exec(String(text)) ?? [];
    if (role === "") return [];
    return [
      finding(
        "session-arn",
        where,
        `expected the ARN of a role, found ${quoteValue(text)}, which ${key} never contains. Write the role's ARN, such as ${quoteValue(`arn:${partition}:iam::${account}:role/${role}`)}`,
      ),
    ];
  });
}
