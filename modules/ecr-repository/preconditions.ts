import { LIFECYCLE_LIMITS } from "../../src/domain/lifecycle-policy/limits";
import { REPOSITORY_POLICY_LENGTH } from "../../src/domain/repository-policy/schema";
import { CURRENT } from "../kit/data-sources";
import { type Precondition, type Validation } from "../kit/validation";
import { TOO_LONG } from "./repository-policy-validations";

/** Expression of an input by its name, such as `var.pull_principals`. */
type Input = (name: string) => string;

/** A rule that depends on the repository's partition or region. */
interface EncryptionRule extends Validation {
  /** Name of the local that says whether a repository meets the rule. */
  readonly local: string;
}

/** Rules for the encryption that depend on the repository's partition and region. */
export const ENCRYPTION_RULES: readonly EncryptionRule[] = [
  {
    local: "kms_dsse_is_supported",
    input: "encryption_configuration",
    condition: (encryption) => `${encryption}.encryption_type != "KMS_DSSE" || ${CURRENT.partition} == "aws-us-gov"`,
    message: 'ECR supports KMS_DSSE only in AWS GovCloud (US) regions. Use encryption_type = "KMS"',
  },
  {
    local: "kms_key_is_in_region",
    input: "encryption_configuration",
    condition: (encryption) => {
      const key = `${encryption}.kms_key`;
      return `${key} == null ? true : startswith(${key}, local.kms_arn_prefix)`;
    },
    message: `The kms_key must be in the repository's region, \${${CURRENT.region}}`,
  },
];

/** The rules as locals, because both resources of the repository have them as preconditions. */
export function encryptionLocals(input: Input): Record<string, string> {
  return Object.fromEntries(
    ENCRYPTION_RULES.map(({ local, condition }) => [local, condition(input("encryption_configuration"))]),
  );
}

export function encryptionConditions(): Precondition[] {
  return ENCRYPTION_RULES.map(({ local, message }) => ({
    condition: `\${local.${local}}`,
    errorMessage: `${message}.`,
  }));
}

export const FORCE_DELETE_MESSAGE = 'The force_delete setting requires deletion_policy = "Delete"';

export function forceDeleteCondition(input: Input): Precondition {
  return { condition: `\${!${input("force_delete")}}`, errorMessage: `${FORCE_DELETE_MESSAGE}.` };
}

/** The Sids that several statements of a policy have, as an expression. @param statements expression of the statements */
export function repeatedSids(statements: string): string {
  const uses = `[for other in ${statements} : other if try(other.Sid == statement.Sid, false)]`;
  return `distinct([for statement in ${statements} : statement.Sid if length(${uses}) > 1])`;
}

export const REPEATED_SIDS = "Each statement of a repository policy must have a unique Sid or no Sid";

/** @param sids expression of the `repeatedSids` */
function sidCondition(sids: string): Precondition {
  return {
    condition: `\${length(${sids}) == 0}`,
    errorMessage: `${REPEATED_SIDS}. Found more than once: \${join(", ", ${sids})}.`,
  };
}

/** Maximum length of the policies, and the messages for longer ones. */
export const LENGTH_LIMITS = {
  lifecyclePolicy: {
    most: LIFECYCLE_LIMITS.textLength,
    message: `The lifecycle policy must have at most ${LIFECYCLE_LIMITS.textLength} characters. Shorten descriptions or merge rules`,
  },
  repositoryPolicy: { most: REPOSITORY_POLICY_LENGTH, message: TOO_LONG },
} as const;

/** Preconditions of a repository policy, from the locals that the modules of repositories share. */
export function policyConditions(): Precondition[] {
  return [
    lengthCondition("local.repository_policy", LENGTH_LIMITS.repositoryPolicy),
    sidCondition("local.repeated_sids"),
  ];
}

/** @param policy expression of the final policy as JSON text */
export function lengthCondition(policy: string, { most, message }: { most: number; message: string }): Precondition {
  return { condition: `\${length(${policy}) <= ${most}}`, errorMessage: `${message}.` };
}
