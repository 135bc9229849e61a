import { testsOf } from "../iam/conditions";
import { principalNames } from "../iam/policy";
import { finding } from "../policy-lint/rules";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { isEveryone, type PartialStatement } from "./draft";
import { narrows } from "./narrowing";
import { SERVICE } from "./principal";

/** Reports statements that allow everyone, or a service on behalf of anyone. */
export function checkExposure({ at, statement, invalid }: PartialStatement): Problem[] {
  if (invalid.has("Condition")) return [];
  const { Condition, Effect, Principal } = statement;
  const unconditional = Condition === undefined || Object.keys(Condition).length === 0;
  if (Effect !== "Allow") return [];
  if (!isEveryone(Principal)) return checkDeputy({ at, statement, invalid });
  if (unconditional) {
    const message =
      'expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID';
    return [finding("public", [...at, "Principal"], message)];
  }
  if (narrows(Condition)) return [];
  // Such as `Bool aws:SecureTransport "true"`.
  const tests = testsOf(Condition).map(({ text, key, written }) => `${text} ${key} ${quoteValue(written)}`);
  const message = `expected a Condition that limits Principal "*" to specific accounts, organizations or networks, found ${tests.join(" and ")}. List the accounts in Principal, or add StringEquals with exact values of aws:PrincipalOrgID, aws:PrincipalAccount or aws:SourceVpce`;
  return [finding("public-condition", [...at, "Condition"], message)];
}

/**
 * Warns about services that may act for any account.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
function checkDeputy({ at, statement }: PartialStatement): Problem[] {
  const { Principal, Condition = {} } = statement;
  const services = principalNames(Principal, "Service").filter((name) => SERVICE.test(name));
  if (services.length === 0 || narrows(Condition, "source")) return [];
  const message = `expected a Condition on the account that ${oneOf(services)} acts for, found none with an exact account. Without this Condition, the service may act for any account. Add StringEquals aws:SourceAccount, or ArnLike aws:SourceArn`;
  return [finding("confused-deputy", [...at, "Principal", "Service"], message)];
}
