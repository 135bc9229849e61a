import { listOf, type PolicyCondition } from "../iam/policy";
import { error, quoteValue, warning, type Problem } from "../problems/problem";
import { statementNames, isEverybody, type PartialStatement } from "./draft";
import { narrows } from "./narrowing";
import { type PolicyKind } from "./policy-kind";
import { SERVICE } from "./principal";

/** Statements that let in everybody, or a service whoever it acts for, and statements that shut out everybody. */
export function checkExposure({ at, statement, invalid }: PartialStatement, kind: PolicyKind): Problem[] {
  if (invalid.has("Condition")) return [];
  const { Condition, Effect, Principal } = statement;
  const unconditional = Condition === undefined || Object.keys(Condition).length === 0;
  if (Effect === "Deny")
    return unconditional && isEverybody(Principal) ? checkLockOut({ at, statement, invalid }, kind) : [];
  if (Effect !== "Allow") return [];
  if (!isEverybody(Principal)) return checkDeputy({ at, statement, invalid });
  if (unconditional) {
    return [
      error(
        "repository-policy/public",
        [...at, "Principal"],
        'Principal "*" without a Condition allows every AWS account in the world; name the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
      ),
    ];
  }
  if (narrows(Condition)) return [];
  return [
    error(
      "repository-policy/public-condition",
      [...at, "Condition"],
      `expected a test that keeps strangers out, because Principal is "*", found ${testsOf(Condition).join(" and ")}, which does not limit it to exact accounts, organizations or networks. Name the accounts in Principal, or add StringEquals with aws:PrincipalOrgID, aws:PrincipalAccount or aws:SourceVpce and exact values`,
    ),
  ];
}

/** What a condition asks for, as people read it: `Bool aws:SecureTransport "true"`. */
function testsOf(condition: PolicyCondition): string[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `${operator} ${key} ${quoteValue(values)}`),
  );
}

/**
 * A service that acts for whoever asks it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
function checkDeputy({ at, statement }: PartialStatement): Problem[] {
  const { Principal, Condition = {} } = statement;
  if (Principal === undefined || Principal === "*") return [];
  const services = listOf(Principal["Service"]).filter((name) => SERVICE.test(name));
  if (services.length === 0 || narrows(Condition, "source")) return [];
  return [
    warning(
      "repository-policy/confused-deputy",
      [...at, "Principal", "Service"],
      `expected a Condition on the account that ${services.join(" and ")} acts for, found none with an exact account. Without it, any account's use of the service is allowed; add StringEquals aws:SourceAccount, or ArnLike aws:SourceArn`,
    ),
  ];
}

/** Whoever could change the policy is under the policy too. */
function checkLockOut({ at, statement }: PartialStatement, { changedBy }: PolicyKind): Problem[] {
  const shut = changedBy.filter((action) => statementNames(statement, action));
  if (shut.length === 0) return [];
  return [
    warning(
      "repository-policy/lock-out",
      [...at, statement.Action === undefined ? "NotAction" : "Action"],
      `denies ${shut.join(" and ")} to everybody, Terraform included, so nobody could take the policy back; leave these actions out, or add a Condition`,
    ),
  ];
}
