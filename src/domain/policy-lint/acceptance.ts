import { z } from "zod";
import { covers } from "../iam/evaluation/pattern";
import { daySchema } from "../text/day";
import { quoteValue } from "../problems/problem";
import { didYouMean } from "../text/suggestions";
import { ACCEPTABLE_IDS, isPolicyRule } from "./rules";

/** Subjects of findings that are not repositories or roles. */
export const REGISTRY_SUBJECT = "registry";
export const DEFAULTS_SUBJECT = "repositoryDefaults";

const ids = ACCEPTABLE_IDS as readonly [string, ...string[]];

const acceptanceSchema = z.strictObject({
  id: z
    .enum(ids, { error: ({ input }) => idFault(input) })
    .describe("ID of the finding, such as `repository-policy/confused-deputy`. Only warnings can be accepted."),
  match: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      `Where to accept the finding: names of repositories and roles, \`${REGISTRY_SUBJECT}\` or \`${DEFAULTS_SUBJECT}\`; \`*\` matches any characters. Defaults to everywhere in the environment.`,
    )
    .optional(),
  reason: z
    .string()
    .trim()
    .min(1, { error: "expected the reason to accept the finding, found an empty string" })
    .describe("Why the finding is acceptable."),
  expires: daySchema.describe(
    "The last day on which the finding is accepted (UTC), such as `2026-12-31`. From the next day, `validate` reports an error.",
  ),
});

/** Findings in policies that are accepted until a certain day. */
export const acceptFindingsSchema = z
  .array(acceptanceSchema)
  .min(1)
  .describe(
    "Policy findings that you accept, so that `validate` does not report them. Each entry needs a reason and an expiry date.",
  );

export type Acceptance = z.output<typeof acceptanceSchema>;

function idFault(input: unknown): string {
  const found = quoteValue(input);
  if (typeof input === "string" && isPolicyRule(input))
    return `expected the ID of a warning, found ${found}, which is an error. Errors cannot be accepted; correct the policy`;
  const hint = typeof input === "string" ? didYouMean(input, ACCEPTABLE_IDS) : "";
  return `expected the ID of a finding, such as "repository-policy/confused-deputy", found ${found}.${hint || " docs/policy-findings.md lists the IDs"}`;
}

/** Whether an acceptance is about a finding. */
export function accepts({ id, match }: Acceptance, rule: string, subject: string | undefined): boolean {
  if (id !== rule) return false;
  return match === undefined || (subject !== undefined && match.some((pattern) => covers(pattern, subject)));
}
