import { CURRENT } from "../kit/data-sources";
import { type Precondition, type Validation } from "../kit/validation";
import { LIFECYCLE_LIMITS } from "../../src/domain/lifecycle-policy/limits";
import { TOO_LONG } from "./repository-policy-validations";
import { REPOSITORY_POLICY_LENGTH } from "../../src/domain/repository-policy/schema";

/** Expression of an input by its name, such as `var.pull_principals`. */
type Input = (name: string) => string;

/** What a repository's encryption may be, where the repository is made. */
export const ENCRYPTION_RULES: readonly Validation[] = [
  {
    input: "encryption_configuration",
    condition: (encryption) => `${encryption}.encryption_type != "KMS_DSSE" || ${CURRENT.partition} == "aws-us-gov"`,
    message: "ECR has KMS_DSSE in AWS GovCloud (US) regions only; write KMS",
  },
  {
    input: "encryption_configuration",
    condition: (encryption) => {
      const key = `${encryption}.kms_key`;
      return `${key} == null ? true : startswith(${key}, "arn:\${${CURRENT.partition}}:kms:\${${CURRENT.region}}:")`;
    },
    message: `The key is elsewhere, the repository in \${${CURRENT.region}}; ECR needs a key of its own region`,
  },
];

export function encryptionConditions(input: Input): Precondition[] {
  return ENCRYPTION_RULES.map(({ condition, message }) => ({
    condition: `\${${condition(input("encryption_configuration"))}}`,
    errorMessage: `${message}.`,
  }));
}

export const FORCE_DELETE_MESSAGE =
  "This is force_delete with the deletion policy Retain; it is for Delete only, leave it out";

export function forceDeleteCondition(input: Input): Precondition {
  return { condition: `\${!${input("force_delete")}}`, errorMessage: `${FORCE_DELETE_MESSAGE}.` };
}

/** @param policy expression of the policy's JSON text as it is sent */
export function lifecycleLengthCondition(policy: string): Precondition {
  const { textLength } = LIFECYCLE_LIMITS;
  return {
    condition: `\${length(${policy}) <= ${textLength}}`,
    errorMessage: `The lifecycle policy is too long; AWS takes at most ${textLength} characters; shorten descriptions or join rules.`,
  };
}

/**
 * @param statements expression of the statements that are sent, grants included
 * @param sent expression of the policy's JSON text as it is sent
 */
export function repositoryPolicyPreconditions(statements: string, sent: string): Precondition[] {
  const bySid = `{ for statement in ${statements} : statement.Sid => statement.Effect... if can(statement.Sid) }`;
  const principals = `flatten([for statement in ${statements} : [try(statement.Principal.AWS, []), try(statement.NotPrincipal.AWS, [])]])`;
  const known = `length(regexall("^([*]|[0-9]{12}|arn:\${${CURRENT.partition}}:.*)$", principal)) > 0`;
  return [
    {
      condition: `\${alltrue([for same in values(${bySid}) : length(same) == 1])}`,
      errorMessage:
        "The repository policy has a statement AllowPull or AllowPush, as the principals have; give it another Sid.",
    },
    {
      condition: `\${alltrue([for principal in ${principals} : ${known}])}`,
      errorMessage:
        "A principal is in another partition than the repository, where it is unknown; name one of the same.",
    },
    {
      condition: `\${length(${sent}) <= ${REPOSITORY_POLICY_LENGTH}}`,
      errorMessage: `${TOO_LONG}.`,
    },
  ];
}
