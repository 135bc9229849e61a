import { hclList, hclText, matchesRegex, type Validation } from "../kit/validation";
import { oneOf } from "../../src/domain/problems/problem";
import { withoutAnchors } from "../../src/domain/aws/arn-patterns";
import {
  ALLOWED_PRINCIPALS,
  IDENTITY,
  PARTITIONS,
  SERVICE,
  SESSION,
} from "../../src/domain/repository-policy/principal";
import {
  POLICY_KEYS,
  POLICY_VERSIONS,
  PRINCIPAL_KINDS,
  REPOSITORY_POLICY_LENGTH,
  STATEMENT_KEYS,
} from "../../src/domain/repository-policy/schema";

const arnOf = (service: "iam" | "sts", resource: RegExp): string =>
  `arn:(${PARTITIONS.join("|")}):${service}::[0-9]{12}:${withoutAnchors(resource)}`;
/** Who may be granted something: an account id, or an ARN of IAM. */
const PRINCIPAL = new RegExp(`^([0-9]{12}|${arnOf("iam", IDENTITY)})$`);
/** Whom else a policy may name that somebody has written. */
const SESSION_PRINCIPAL = new RegExp(`^${arnOf("sts", SESSION)}$`);
/** Of other services a repository policy knows nothing. */
const ACTION = /^(\*|[Ee][Cc][Rr]:.+)$/;
const LOGIN = "ecr:GetAuthorizationToken";

/** Said of a policy by itself, and of one with the statements for principals. */
export const TOO_LONG = `The repository policy is too long; AWS takes at most ${REPOSITORY_POLICY_LENGTH} characters of compact JSON; join statements, or grant to an account or organisation`;

/** The statements of a policy that is given as JSON text, or none. */
export function statements(policy: string): string {
  return `try(flatten([jsondecode(${policy}).Statement]), [])`;
}

const rule = (condition: Validation["condition"], message: string): Validation => ({
  input: "repository_policy",
  condition,
  message,
});

/** A condition that each statement of a policy has to meet. */
const each =
  (condition: string): Validation["condition"] =>
  (policy) =>
    `alltrue([for statement in ${statements(policy)} : ${condition}])`;

/** One value or several, as a list; none where the key is not there. */
const listOf = (key: string): string => `try(flatten([statement.${key}]), [])`;

/** Whether all keys of an object are among some, as an expression; false for what is no object. */
const hasOnly = (keys: readonly string[], object: string): string =>
  `try(length(setsubtract(keys(${object}), ${hclList(keys)})) == 0, false)`;

const allows = 'try(statement.Effect, "") == "Allow"';
const everybody = `(try(statement.Principal == "*", false) || contains(${listOf("Principal.AWS")}, "*"))`;

/** Of a policy as a whole and of the keys of its statements. */
const STRUCTURE_RULES: readonly Validation[] = [
  rule(
    (policy) => `${policy} == null || try(length(flatten([jsondecode(${policy}).Statement])) > 0, false)`,
    "The repository policy is no policy document with at least 1 statement; write it with jsonencode, Version and Statement included",
  ),
  rule(
    (policy) =>
      `${policy} == null || (contains(${hclList(POLICY_VERSIONS)}, try(jsondecode(${policy}).Version, "")) && ${hasOnly(POLICY_KEYS, `jsondecode(${policy})`)})`,
    `A policy has Version, which is ${oneOf(POLICY_VERSIONS)}, Statement and perhaps Id, and no other keys`,
  ),
  // Before the keys: this one says why they are not allowed.
  rule(
    each("!can(statement.Resource) && !can(statement.NotResource)"),
    "A repository policy is about its own repository and has none of Resource and NotResource; leave it out",
  ),
  rule(
    each(
      `contains(["Allow", "Deny"], try(statement.Effect, "")) && ${hasOnly([...STATEMENT_KEYS, "Resource", "NotResource"], "statement")} && ` +
        "try(alltrue([for value in values(statement) : value != null]), false)",
    ),
    `A statement has Effect, which is Allow or Deny, and of ${oneOf(
      STATEMENT_KEYS.filter((key) => key !== "Effect"),
      "and",
    )} those that it needs; there is no unknown key, and none is null, which AWS refuses; leave it out`,
  ),
  rule(
    (policy) =>
      `alltrue([for same in values({ for statement in ${statements(policy)} : statement.Sid => statement.Effect... if can(statement.Sid) }) : length(same) == 1])`,
    "Two statements have the same Sid; give each its own",
  ),
];

/** Of whom a policy is about. */
const PRINCIPAL_RULES: readonly Validation[] = [
  rule(
    each("can(statement.Principal) != can(statement.NotPrincipal)"),
    "A repository policy says whom each statement is about; a statement has one of them, Principal or NotPrincipal",
  ),
  rule(
    each(`!(${allows} && can(statement.NotPrincipal))`),
    "NotPrincipal with Allow would allow everybody else, strangers included; name whom you allow in Principal",
  ),
  rule(
    each(`!(${allows} && ${everybody}) || try(length(keys(statement.Condition)) > 0, false)`),
    'Principal "*" without a Condition allows every AWS account in the world; name the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
  ),
  rule(
    each(
      'alltrue([for principal in [try(statement.Principal, "*"), try(statement.NotPrincipal, "*")] : ' +
        `try(principal == "*", false) || (${hasOnly(PRINCIPAL_KINDS, "principal")} && try(length(keys(principal)) > 0, false))])`,
    ),
    `A principal has its kind in front, as in { AWS = "111122223333" }; ${oneOf(PRINCIPAL_KINDS)} are allowed, or "*" alone`,
  ),
  rule(
    each(
      `alltrue([for principal in concat(${listOf("Principal.AWS")}, ${listOf("NotPrincipal.AWS")}) : ` +
        `try(principal == "*", false) || ${matchesRegex(PRINCIPAL, "principal")} || ${matchesRegex(SESSION_PRINCIPAL, "principal")}])`,
    ),
    `In a repository policy ${ALLOWED_PRINCIPALS} is allowed as an AWS principal; groups cannot be principals, and a principal has no wildcards; name each, or write an account id and a Condition on aws:PrincipalArn`,
  ),
  rule(
    each(
      `alltrue([for service in concat(${listOf("Principal.Service")}, ${listOf("NotPrincipal.Service")}) : ${matchesRegex(SERVICE, "service")}])`,
    ),
    'A service is named by its domain, such as "codebuild.amazonaws.com"',
  ),
];

/** Of what a policy is about. */
const ACTION_RULES: readonly Validation[] = [
  rule(
    each(
      `can(statement.Action) != can(statement.NotAction) && length(concat(${listOf("Action")}, ${listOf("NotAction")})) > 0`,
    ),
    "A statement has one of them, Action or NotAction; write the actions that the statement is about, at least 1",
  ),
  rule(
    each(
      `alltrue([for action in concat(${listOf("Action")}, ${listOf("NotAction")}) : ${matchesRegex(ACTION, "action")}])`,
    ),
    'An action is a service and a name, such as "ecr:PutImage"; a repository policy is about actions of ecr only; put it into an identity policy',
  ),
  rule(
    each(
      `alltrue([for action in concat(${listOf("Action")}, ${listOf("NotAction")}) : lower(action) != ${hclText(LOGIN.toLowerCase())}])`,
    ),
    `${LOGIN} is about no repository, so it is void here; allow it in an identity policy of who logs in, with Resource "*"`,
  ),
  rule((policy) => `try(length(jsonencode(jsondecode(${policy}))), 0) <= ${REPOSITORY_POLICY_LENGTH}`, TOO_LONG),
];

/** What AWS wants of those whom a module's variables grant something. */
const GRANT_RULES: readonly Validation[] = ["pull_principals", "push_principals"].flatMap((input) => [
  {
    input,
    condition: (principals) =>
      `alltrue([for principal in ${principals} : !strcontains(principal, "*") && !strcontains(principal, "?")])`,
    message:
      "A principal has no wildcards; name each, or write an account id and a Condition on aws:PrincipalArn in repository_policy",
  },
  {
    input,
    condition: (principals) =>
      `alltrue([for principal in ${principals} : ${matchesRegex(PRINCIPAL, "principal")} || length(regexall("[*?]", principal)) > 0])`,
    message: `${ALLOWED_PRINCIPALS.charAt(0).toUpperCase()}${ALLOWED_PRINCIPALS.slice(1)} is allowed as a principal`,
  },
]);

/**
 * What AWS wants of a repository policy that is given as JSON text, and of principals, as a module's variables are checked:
 * the errors of `checkRepositoryPolicy` and `checkPrincipals`.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/set-repository-policy.html
 */
export const REPOSITORY_POLICY_RULES: readonly Validation[] = [
  ...[...STRUCTURE_RULES, ...PRINCIPAL_RULES, ...ACTION_RULES],
  ...GRANT_RULES,
];
