import { LIFECYCLE_LIMITS } from "../../src/domain/lifecycle-policy/limits";
import { REPOSITORY_POLICY_LENGTH } from "../../src/domain/repository-policy/schema";
import { CURRENT } from "../kit/data-sources";
import { type Precondition, type Validation } from "../kit/validation";
import { TOO_LONG } from "./repository-policy-validations";

/** Expression of an input by its name, such as `var.pull_principals`. */
type Input = (name: string) => string;

/** Rules for the encryption that depend on the repository's partition and region. */
export const ENCRYPTION_RULES: readonly Validation[] = [
  {
    input: "encryption_configuration",
    condition: (encryption) => `${encryption}.encryption_type != "KMS_DSSE" || ${CURRENT.partition} == "aws-us-gov"`,
    message: 'ECR supports KMS_DSSE only in AWS GovCloud (US) regions. Use encryption_type = "KMS"',
  },
  {
    input: "encryption_configuration",
    condition: (encryption) => {
      const key = `${encryption}.kms_key`;
      return `${key} == null ? true : startswith(${key}, local.kms_arn_prefix)`;
    },
    message: `The kms_key must be in the repository's region, \${${CURRENT.region}}`,
  },
];

export function encryptionConditions(input: Input): Precondition[] {
  return ENCRYPTION_RULES.map(({ condition, message }) => ({
    condition: `\${${condition(input("encryption_configuration"))}}`,
    errorMessage: `${message}.`,
  }));
}

export const FORCE_DELETE_MESSAGE = 'The force_delete setting requires deletion_policy = "Delete"';

export function forceDeleteCondition(input: Input): Precondition {
  return { condition: `\${!${input("force_delete")}}`, errorMessage: `${FORCE_DELETE_MESSAGE}.` };
}

/** Maximum length of the policies, and the messages for longer ones. */
export const LENGTH_LIMITS = {
  lifecyclePolicy: {
    most: LIFECYCLE_LIMITS.textLength,
    message: `The lifecycle policy must have at most ${LIFECYCLE_LIMITS.textLength} characters. Shorten descriptions or merge rules`,
  },
  repositoryPolicy: { most: REPOSITORY_POLICY_LENGTH, message: TOO_LONG },
} as const;

/** @param policy expression of the final policy as JSON text */
export function lengthCondition(policy: string, { most, message }: { most: number; message: string }): Precondition {
  return { condition: `\${length(${policy}) <= ${most}}`, errorMessage: `${message}.` };
}
