import { z } from "zod";
import { type OneOrMore, type PolicyDocument, type PolicyStatement } from "../iam/policy";

/** Characters of a repository policy as it is sent, at most. */
export const REPOSITORY_POLICY_LENGTH = 10_240;

/** Versions of the policy language that AWS takes. */
export const POLICY_VERSIONS = ["2012-10-17", "2008-10-17"] as const;

/** One text or several, as elements of a policy are written. */
export const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const principalKinds = z.strictObject({
  AWS: texts.describe("Account ids (12 digits) and ARNs of IAM roles and users.").optional(),
  Service: texts.describe("AWS services, such as `codebuild.amazonaws.com`.").optional(),
  Federated: texts.describe("Identity providers.").optional(),
});

const principal = z.union([
  z.literal("*"),
  principalKinds.refine((kinds) => Object.keys(kinds).length > 0, {
    error: "found {}, which names nobody; write AWS or Service",
  }),
]);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const condition = z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)])));

export const statementSchema = z.strictObject({
  Sid: z.string().describe("Name of the statement, unique in the policy.").optional(),
  Effect: z.enum(["Allow", "Deny"]).describe("Whether the statement allows or denies."),
  Principal: principal
    .describe("Whom the statement is about: `*`, or AWS, Service or Federated principals.")
    .optional(),
  NotPrincipal: principal.describe("Whom a denial is not about; everybody else is denied.").optional(),
  Action: texts.describe("Actions, such as `ecr:BatchGetImage`; `*` stands for any characters.").optional(),
  NotAction: texts.describe("Actions that the statement is not about.").optional(),
  Condition: condition.describe("When the statement holds: operator, then key, then values.").optional(),
});

const oneOrMore = <S extends z.ZodType>(statement: S) =>
  z.union([z.array(statement).min(1), statement]).describe("The statements: a list, or a single one.");

/**
 * The policy of one repository. Unlike other policies it has no `Resource`: it is about the repository that has it.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export const repositoryPolicySchema = z.strictObject({
  Version: z.enum(POLICY_VERSIONS).describe("Version of the policy language, `2012-10-17`."),
  Id: z.string().describe("Name of the policy.").optional(),
  Statement: oneOrMore(statementSchema),
});

/**
 * The policy of a whole registry, whose statements name the repositories that they are about.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export const registryPolicySchema = repositoryPolicySchema.extend({
  Statement: oneOrMore(
    statementSchema.extend({
      Resource: texts.describe(
        "ARNs of repositories here, as in `arn:aws:ecr:eu-west-1:111122223333:repository/*`; `*` stands for any characters.",
      ),
    }),
  ),
});

/** Keys that the parts of a policy may have, and kinds of principals. */
export const POLICY_KEYS = Object.keys(repositoryPolicySchema.shape);
export const STATEMENT_KEYS = Object.keys(statementSchema.shape);
export const PRINCIPAL_KINDS = Object.keys(principalKinds.shape);

/** A policy document that may have its one statement without a list, as AWS accepts it. */
export interface RepositoryPolicy extends Omit<PolicyDocument, "Statement"> {
  readonly Statement: OneOrMore<PolicyStatement>;
}
