import { LIFECYCLE_LIMITS } from "../lifecycle-policy/limits";

/** A rule that no variable shows alone, as a `precondition` has it. */
export interface ModuleCondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/** Expression of an input by its name, such as `var.pull_principals`. */
type Input = (name: string) => string;

export function encryptionCondition(input: Input): ModuleCondition {
  const type = `${input("encryption_configuration")}.encryption_type`;
  return {
    condition: `\${${type} != "KMS_DSSE" || data.aws_partition.current.partition == "aws-us-gov"}`,
    errorMessage: "ECR has KMS_DSSE in AWS GovCloud (US) regions only; write KMS.",
  };
}

export const FORCE_DELETE_MESSAGE =
  "This is force_delete with the deletion policy Retain; it is for Delete only, leave it out";

export function forceDeleteCondition(input: Input): ModuleCondition {
  return { condition: `\${!${input("force_delete")}}`, errorMessage: `${FORCE_DELETE_MESSAGE}.` };
}

/** @param policy expression of the policy's JSON text as it is sent */
export function lifecycleLengthCondition(policy: string): ModuleCondition {
  const { textLength } = LIFECYCLE_LIMITS;
  return {
    condition: `\${length(${policy}) <= ${textLength}}`,
    errorMessage: `The lifecycle policy is too long; AWS takes at most ${textLength} characters; shorten descriptions or join rules.`,
  };
}

/** @param statements expression of the statements that are sent, grants included */
export function policyConditions(input: Input, statements: string): ModuleCondition[] {
  const principals = `concat(${input("pull_principals")}, ${input("push_principals")})`;
  const bySid = `{ for statement in ${statements} : statement.Sid => statement.Effect... if can(statement.Sid) }`;
  const partition = "data.aws_partition.current.partition";
  return [
    {
      condition: `\${alltrue([for same in values(${bySid}) : length(same) == 1])}`,
      errorMessage:
        "The repository policy has a statement AllowPull or AllowPush, as the principals have; give it another Sid.",
    },
    {
      condition: `\${alltrue([for principal in ${principals} : length(principal) == 12 || startswith(principal, "arn:\${${partition}}:")])}`,
      errorMessage:
        "A principal is in another partition than the repository, where it is unknown; name one of the same.",
    },
  ];
}
