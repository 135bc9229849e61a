import { listOf, type PolicyCondition } from "../core/iam-policy";
import { error, shown, warning, type Problem } from "../core/problem";
import { isAbout, isEverybody, type StatementDraft } from "./draft";

/** Condition keys that say who calls, or from where, so closely that strangers stay out. */
const RESTRICTING = [
  ...["aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:principalaccount", "aws:userid"],
  ...["aws:username", "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"],
  ...["aws:sourcevpc", "aws:sourcevpce", "aws:sourceip"],
];

/** Operators that hold only where the key is there and equals a value. */
const MATCHING = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)$/;

const EVERYTHING = /^([*]+|0\.0\.0\.0\/0|::\/0|arn:[*].*|arn:aws[a-z-]*:iam::[*]:.*)$/;

/** Statements that let in everybody, and statements that shut out everybody. */
export function checkExposure({ at, statement, unsound }: StatementDraft): Problem[] {
  if (!isEverybody(statement.Principal) || unsound.has("Condition")) return [];
  const { Condition } = statement;
  const unconditional = Condition === undefined || Object.keys(Condition).length === 0;
  if (statement.Effect === "Deny") return unconditional ? checkLockOut({ at, statement, unsound }) : [];
  if (statement.Effect !== "Allow") return [];
  if (unconditional) {
    return [
      error(
        "repository-policy/public",
        [...at, "Principal"],
        'Principal "*" without a Condition allows every AWS account in the world; name the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
      ),
    ];
  }
  if (restricts(Condition)) return [];
  return [
    warning(
      "repository-policy/public-condition",
      [...at, "Condition"],
      `Principal "*" with a Condition on ${shown(keysOf(Condition).join(", "))} only, which does not say who; add one such as StringEquals aws:PrincipalOrgID, or name the accounts`,
    ),
  ];
}

function keysOf(condition: PolicyCondition): string[] {
  return Object.values(condition).flatMap((keys) => Object.keys(keys));
}

/** Operators and keys of a condition must all hold, so one that restricts is enough. */
function restricts(condition: PolicyCondition): boolean {
  return Object.entries(condition).some(
    ([operator, keys]) =>
      MATCHING.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          RESTRICTING.includes(key.toLowerCase()) && !listOf(values).some((value) => EVERYTHING.test(String(value))),
      ),
  );
}

/** Whoever could change the policy is under the policy too. */
function checkLockOut({ at, statement }: StatementDraft): Problem[] {
  const shut = ["ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"].filter((action) => isAbout(statement, action));
  if (shut.length === 0) return [];
  return [
    warning(
      "repository-policy/lock-out",
      [...at, statement.Action === undefined ? "NotAction" : "Action"],
      `denies ${shut.join(" and ")} to everybody, Terraform included, so nobody could take the policy back; leave these actions out, or add a Condition`,
    ),
  ];
}
