import { parseArn } from "../aws/arn";
import { listOf } from "../iam/policy";
import { finding, type RuleName } from "../policy-lint/rules";
import { oneOf, type Problem } from "../problems/problem";
import { PUSH_ACTIONS } from "./actions";
import { principalValues, statementNames, type PartialStatement } from "./draft";
import { isForeignAccount, type PolicyPlace } from "./place";

const MANIFEST = "ecr:BatchGetImage";
const LAYER = "ecr:GetDownloadUrlForLayer";
const PUT = "ecr:PutImage";
/** The push actions that neither a pull nor a retagging calls. */
const UPLOADS = PUSH_ACTIONS.filter((action) => action !== "ecr:BatchCheckLayerAvailability" && action !== PUT);

/**
 * Warns about grants with only some of the actions of a push or pull. Another statement may allow the others to the same
 * principals, unless it has a different condition. A tag moves to another image with the manifest alone.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-retag.html
 */
export function checkActionSets(statements: readonly PartialStatement[], place: PolicyPlace): Problem[] {
  const grants = statements.filter(
    ({ statement, invalid }) =>
      statement.Effect === "Allow" &&
      statement.Principal !== undefined &&
      !invalid.has("Action") &&
      !invalid.has("NotAction"),
  );
  // A malformed statement may grant the missing actions.
  if (grants.length < statements.filter(({ statement }) => statement.Effect !== "Deny").length) return [];
  return grants.flatMap((grant) => {
    const isGranted = (principal: string, action: string): boolean =>
      grants.some((other) => completes(other, grant) && grantsTo(other, principal, action));
    const principals = principalValues(grant.statement.Principal);
    return [...pushSet(grant, principals, isGranted), ...pullSet(grant, principals, isGranted, place)];
  });
}

type IsGranted = (principal: string, action: string) => boolean;

function pushSet(grant: PartialStatement, principals: readonly string[], isGranted: IsGranted): Problem[] {
  const names = (action: string): boolean => statementNames(grant.statement, action);
  if (![PUT, ...UPLOADS].some(names)) return [];
  const pushing = principals.filter(
    (principal) => UPLOADS.some((action) => isGranted(principal, action)) || !isGranted(principal, MANIFEST),
  );
  const missing = PUSH_ACTIONS.filter((action) => pushing.some((principal) => !isGranted(principal, action)));
  return setFinding("push-set", grant, missing);
}

/** In the registry's own account, the IAM policies of the principal may allow the rest. */
function pullSet(
  grant: PartialStatement,
  principals: readonly string[],
  isGranted: IsGranted,
  { location }: PolicyPlace,
): Problem[] {
  // Wildcards are for more than pulls.
  const isNamed = listOf(grant.statement.Action).some((action) => action.toLowerCase() === MANIFEST.toLowerCase());
  if (!isNamed) return [];
  const lacking = principals.filter(
    (principal) =>
      isForeignAccount(accountOf(principal) ?? "", { location }) !== false &&
      !isGranted(principal, PUT) &&
      !isGranted(principal, LAYER),
  );
  return setFinding("pull-set", grant, lacking.length === 0 ? [] : [LAYER]);
}

function setFinding(rule: RuleName, { at, statement }: PartialStatement, missing: readonly string[]): Problem[] {
  if (missing.length === 0) return [];
  const what = rule === "push-set" ? "push" : "pull";
  const consequence = missing.length === 1 ? "is missing. Without it" : "are missing. Without them";
  const message = `expected all actions that a ${what} needs, but ${oneOf(missing, "and")} ${consequence}, ${what === "push" ? "pushes" : "pulls"} fail`;
  return [finding(rule, [...at, statement.Action === undefined ? "NotAction" : "Action"], message)];
}

function completes(other: PartialStatement, grant: PartialStatement): boolean {
  const { Condition } = other.statement;
  if (other.invalid.has("Condition")) return false;
  return Condition === undefined || JSON.stringify(Condition) === JSON.stringify(grant.statement.Condition);
}

/** A grant to an account is one to its roles, if their IAM policies allow it too. */
function grantsTo({ statement }: PartialStatement, principal: string, action: string): boolean {
  const account = accountOf(principal);
  return (
    statementNames(statement, action) &&
    principalValues(statement.Principal).some(
      (granted) =>
        granted === "*" ||
        granted === principal ||
        (account !== undefined && (granted === `AWS:${account}` || principal === `AWS:${accountOf(granted) ?? ""}`)),
    )
  );
}

/** The account of a principal as `principalValues` spells it. */
function accountOf(principal: string): string | undefined {
  const name = principal.replace(/^AWS:/, "");
  return principal === name ? undefined : (parseArn(name)?.account ?? name);
}
