import { ALLOWED_PRINCIPALS } from "../../src/domain/repository-policy/principal";
import { REPOSITORY_POLICY_LENGTH } from "../../src/domain/repository-policy/schema";
import { type Validation } from "../kit/validation";

/** The message for a policy that is too long, either as written or with the statements for principals. */
export const TOO_LONG = `The repository policy must have at most ${REPOSITORY_POLICY_LENGTH} characters of compact JSON. Merge statements, or grant access to a whole account or organization`;

/** The statements of a policy in JSON text; empty if there are none. */
export function statements(policy: string): string {
  return `try(flatten([jsondecode(${policy}).Statement]), [])`;
}

const EVERYONE = 'try(contains(flatten([try(statement.Principal.AWS, statement.Principal)]), "*"), false)';

const rule = (condition: Validation["condition"], message: string): Validation => ({
  input: "repository_policy",
  condition,
  message,
});

/** A condition that each statement of a policy must meet. */
export const eachStatement =
  (condition: string): Validation["condition"] =>
  (policy) =>
    `alltrue([for statement in ${statements(policy)} : ${condition}])`;

/** Rules for statements that ECR accepts although they grant access to strangers. */
export const EXPOSURE_RULES: readonly Validation[] = [
  rule(
    eachStatement('try(statement.Effect, "") != "Allow" || !can(statement.NotPrincipal)'),
    "NotPrincipal with Allow grants access to everyone else, including other AWS accounts. List the allowed principals in Principal",
  ),
  rule(
    eachStatement(
      `try(statement.Effect, "") != "Allow" || !${EVERYONE} || try(length(keys(statement.Condition)) > 0, false)`,
    ),
    'Principal "*" without a Condition allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
  ),
];

/**
 * Faults that only ECR would catch, and faults that ECR accepts although they expose the repository to strangers. ECR
 * and `ecr validate` check the rest of the document.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/set-repository-policy.html
 */
const POLICY_RULES: readonly Validation[] = [
  rule(
    (policy) => `${policy} == null || length(${statements(policy)}) > 0`,
    "The repository policy must be a policy document in JSON with at least 1 statement. Write it with jsonencode",
  ),
  rule(
    eachStatement("!can(statement.Resource) && !can(statement.NotResource)"),
    "A repository policy always applies to its own repository. Remove Resource and NotResource",
  ),
  ...EXPOSURE_RULES,
  rule((policy) => `try(length(jsonencode(jsondecode(${policy}))), 0) <= ${REPOSITORY_POLICY_LENGTH}`, TOO_LONG),
];

/** Rules for the principals that a module grants access to. */
const GRANT_RULES: readonly Validation[] = ["pull_principals", "push_principals"].map((input) => ({
  input,
  condition: (principals) =>
    `alltrue([for principal in ${principals} : can(regex(local.principal_pattern, principal)) && !can(regex("[*?]", principal))])`,
  message: `Each of ${input} must be ${ALLOWED_PRINCIPALS}, without wildcards. For a session (arn:aws:sts::<account>:assumed-role/<role>/<session>), write the ARN of its role. To grant access to several roles, use an account ID and a Condition on aws:PrincipalArn in repository_policy`,
}));

/** The checks of a repository policy in JSON text and of principals, as validations. */
export const REPOSITORY_POLICY_VALIDATIONS: readonly Validation[] = [...POLICY_RULES, ...GRANT_RULES];
