import { z } from "zod";
import { ACCOUNT_ID } from "../../../domain/aws/arn";
import { ORGANIZATION_ID } from "../../../domain/grants/patterns";
import { oneOf } from "../../../domain/problems/problem";
import { formatError } from "../../../domain/problems/schema-messages";
import { RIGHTS } from "../rights";

const PRINCIPAL = /^(?:\*|\d{12}|arn:\S+|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)$/;

const right = z.enum(RIGHTS);
const principal = z.string().regex(PRINCIPAL, {
  error: formatError('an account ID, the ARN of a role or user, a service such as "lambda.amazonaws.com", or "*"'),
});
const about = {
  action: z
    .union([right, z.array(right).min(1)])
    .describe("The right that the expectation is about, or a list of rights."),
  repositories: z
    .array(z.string().min(1))
    .min(1)
    .describe("Names of repositories; `*` matches any characters. Defaults to all repositories.")
    .optional(),
};

const expectation = z
  .strictObject({
    description: z.string().describe("Reason, for reviewers. It appears in reports.").optional(),
    onlyThese: z
      .strictObject({ ...about, principals: z.array(principal) })
      .describe("Only these principals have access. An account ID includes all principals in the account.")
      .optional(),
    allOfThese: z
      .strictObject({ ...about, principals: z.array(principal).min(1) })
      .describe("Each of these principals has access. Policies in other accounts are not considered.")
      .optional(),
    noneOutside: z
      .strictObject({
        ...about,
        organization: z
          .string()
          .regex(ORGANIZATION_ID, { error: formatError('an organization ID such as "o-a1b2c3d4e5"') }),
        accounts: z
          .array(z.string().regex(ACCOUNT_ID, { error: formatError("an account ID of 12 digits") }))
          .describe("Accounts that belong to the organization, in addition to the registry's own.")
          .optional(),
      })
      .describe("No principal outside the organization has access.")
      .optional(),
  })
  .refine((entry) => KINDS.filter((kind) => entry[kind] !== undefined).length === 1, {
    error: ({ input }) =>
      `expected one of ${oneOf(KINDS)}, found ${
        oneOf(
          KINDS.filter((kind) => kind in (input as object)),
          "and",
        ) || "none"
      }`,
    when: ({ issues }) => issues.length === 0,
  });

export const KINDS = ["onlyThese", "allOfThese", "noneOutside"] as const;
export type ExpectationKind = (typeof KINDS)[number];

/** A file of expectations about the access to an environment's repositories. */
export const expectationsSchema = z.strictObject({ expectations: z.array(expectation).min(1) });

export type Expectation = z.output<typeof expectation>;
export type OnlyThese = NonNullable<Expectation["onlyThese"]>;
export type AllOfThese = NonNullable<Expectation["allOfThese"]>;
export type NoneOutside = NonNullable<Expectation["noneOutside"]>;
