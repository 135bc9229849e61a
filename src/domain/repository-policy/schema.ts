import { z } from "zod";
import { type OneOrMore, type PolicyDocument, type PolicyStatement } from "../iam/policy";

/** AWS's limit on the length of a repository policy, in characters of the JSON that is sent. */
export const REPOSITORY_POLICY_LENGTH = 10_240;

/** Versions of the policy language that AWS accepts. */
export const POLICY_VERSIONS = ["2012-10-17", "2008-10-17"] as const;

const ONE_VALUE = "One value";
const VALUES = "List of values";

/** One text or a list of texts. */
export const texts = z.union([
  z.string().min(1).meta({ title: ONE_VALUE }),
  z.array(z.string().min(1)).min(1).meta({ title: VALUES }),
]);

const principalKinds = z.strictObject({
  AWS: texts.describe("Account IDs (12 digits) and ARNs of IAM roles and users.").optional(),
  Service: texts.describe("AWS services, such as `codebuild.amazonaws.com`.").optional(),
  Federated: texts.describe("Identity providers.").optional(),
});

const principal = z.union([
  z.literal("*").meta({ title: "Everyone" }),
  principalKinds
    .refine((kinds) => Object.keys(kinds).length > 0, { error: "expected AWS, Service or Federated, found {}" })
    .meta({ title: "Principals by kind" }),
]);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const values = z.union([scalar.meta({ title: ONE_VALUE }), z.array(scalar).meta({ title: VALUES })]);
const condition = z.record(z.string(), z.record(z.string(), values));

export const statementSchema = z.strictObject({
  Sid: z.string().describe("Name of the statement, unique in the policy.").optional(),
  Effect: z.enum(["Allow", "Deny"]).describe("Whether the statement allows or denies."),
  Principal: principal
    .describe("Principals that the statement applies to: `*`, or AWS, Service or Federated principals.")
    .optional(),
  NotPrincipal: principal.describe("Principals that a denial exempts. The denial applies to everyone else.").optional(),
  Action: texts.describe("Actions, such as `ecr:BatchGetImage`; `*` matches any characters.").optional(),
  NotAction: texts.describe("Actions to which the statement does not apply.").optional(),
  Condition: condition.describe("When the statement applies: operator, then key, then values.").optional(),
});

const oneOrMore = <S extends z.ZodType>(statement: S) =>
  z
    .union([
      z.array(statement).min(1).meta({ title: "List of statements" }),
      statement.meta({ title: "Single statement" }),
    ])
    .describe("A list of statements, or a single statement.");

/**
 * A repository's policy. Unlike other policies it has no `Resource`: it applies to its own repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export const repositoryPolicySchema = z.strictObject({
  Version: z
    .enum(POLICY_VERSIONS)
    .describe(
      "Version of the policy language. Use `2012-10-17`, because the older version does not support policy variables.",
    ),
  Id: z.string().describe("Name of the policy.").optional(),
  Statement: oneOrMore(statementSchema),
});

/**
 * A registry's policy, whose statements name repositories in `Resource`.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export const registryPolicySchema = repositoryPolicySchema.extend({
  Statement: oneOrMore(
    statementSchema.extend({
      Resource: texts.describe(
        "ARNs of this registry's repositories, such as `arn:aws:ecr:eu-west-1:111122223333:repository/*`; `*` matches any characters.",
      ),
    }),
  ),
});

/** A policy document whose `Statement` may be a single statement, as AWS accepts. */
export interface RepositoryPolicy extends Omit<PolicyDocument, "Statement"> {
  readonly Statement: OneOrMore<PolicyStatement>;
}
