import { z } from "zod";
import { quoteValue } from "../problems/problem";
import { DESCRIPTIONS } from "./settings";
import { POLICY_PRESETS, type PolicyPreset } from "../lifecycle-policy/shorthand/presets";
import { shorthandSchema, type LifecycleShorthand } from "../lifecycle-policy/shorthand/schema";
import { lifecycleRulesSchema } from "../lifecycle-policy/schema";
import { repositoryPolicySchema } from "../repository-policy/schema";
import { lenient } from "../problems/lenient-schema";

/** The value that opts a repository out of the environment's default policy. */
export const NO_POLICY = "none";

const policyText = z.string().min(2).describe("The policy as JSON text.");
const file = z
  .string()
  .min(1)
  .describe(
    "File with a policy, in AWS's JSON format or in words. The path is relative to the file with this setting.",
  );
const policyName = z
  .string()
  .min(1)
  .meta({ title: `Name of a policy, or ${NO_POLICY}` });

const presets = Object.keys(POLICY_PRESETS) as [PolicyPreset, ...PolicyPreset[]];
const preset = z.enum(presets).describe("A built-in policy, as listed in `docs/lifecycle.md`.");
const words = shorthandSchema.meta({ id: "LifecycleShorthand", title: "Policy in words" });

const lifecycleRules = lifecycleRulesSchema.meta({ id: "LifecycleRules" });
/** A repository policy as the JSON Schema has it. */
export const repositoryPolicyDocument = repositoryPolicySchema.meta({
  id: "RepositoryPolicy",
  title: "Policy document",
});

const part = z.unknown().optional();
const ownWords = {
  protect: part,
  expire: part,
  expireUntagged: part,
  keepNewest: part,
  archiveUnused: part,
} satisfies Record<keyof LifecycleShorthand, typeof part>;
const forms = { rules: part, preset: preset.optional(), policyText: policyText.optional(), words: part };

const WORDS: readonly string[] = Object.keys(ownWords);
const FORMS: readonly string[] = ["file", ...Object.keys(forms)];

/** Whether a mapping is a lifecycle policy in words, without any other form. */
export function isShorthand(written: unknown): boolean {
  if (typeof written !== "object" || written === null) return false;
  const keys = Object.keys(written);
  return keys.some((key) => WORDS.includes(key)) && !keys.some((key) => FORMS.includes(key));
}

/** The forms of a policy in a mapping; all words count as one form. */
function choicesIn(written: object): string[] {
  const keys = Object.keys(written);
  const own = keys.filter((key) => WORDS.includes(key));
  return [...keys.filter((key) => FORMS.includes(key)), ...(own.length > 0 ? [own.join(", ")] : [])];
}

/** A mapping with a policy in exactly one form. */
function policyForms<S extends z.ZodRawShape>(shape: S) {
  const alone = Object.keys(shape).filter((key) => FORMS.includes(key));
  return z.strictObject({ ...shape, ...ownWords }).refine((written) => choicesIn(written).length === 1, {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) => {
      const found = choicesIn(input as object);
      return `expected one of ${alone.join(", ")}, or any of ${WORDS.join(", ")}, found ${found.join(" and ") || "nothing"}`;
    },
  });
}

/** The forms of a lifecycle policy of a repository or of the defaults. */
export const writtenPolicySchema = policyForms(forms);

/** The forms of a named lifecycle policy, which may also be in a file. */
export const namedPolicySchema = policyForms({ file: file.optional(), ...forms });

const writtenInFull = [
  words,
  z
    .strictObject({
      words: words.describe("The policy in words: a mapping with keys such as `protect` and `keepNewest`."),
    })
    .meta({ title: "Policy in words, under a key" }),
  z.strictObject({ preset }).meta({ title: "Built-in policy" }),
  z.strictObject({ rules: lifecycleRules }).meta({ title: "AWS's lifecycle rules" }),
  z.strictObject({ policyText }).meta({ title: "Policy as JSON text" }),
] as const;

/** A lifecycle policy: a name, `none`, or a form that `writtenPolicySchema` checks. */
export const lifecyclePolicyChoice = lenient(
  z
    .union([policyName, z.record(z.string(), z.unknown())], {
      error: ({ input }) =>
        `expected a policy's name, ${NO_POLICY}, rules in words such as { keepNewest: 30 }, { preset: ... }, { rules: [...] } or { policyText: ... }, found ${quoteValue(input)}`,
    })
    .describe(DESCRIPTIONS.lifecyclePolicy),
  z.union([policyName, ...writtenInFull]),
);

/** A repository policy: AWS's document, its JSON text, or `none`. */
export const repositoryPolicyChoice = lenient(
  z
    .union([z.string().min(1), z.record(z.string(), z.unknown())], {
      error: ({ input }) => `expected a policy document, its JSON text or ${NO_POLICY}, found ${quoteValue(input)}`,
    })
    .describe(DESCRIPTIONS.repositoryPolicy),
  z.union([
    z
      .string()
      .min(1)
      .meta({ title: `JSON text, or ${NO_POLICY}` }),
    repositoryPolicyDocument,
  ]),
);

export const POLICY_NAME = /^[A-Za-z][\w.-]*$/;

/** Policies by name. `namedPolicySchema` reads each separately, so that a fault in one does not hide the names of others. */
export const namedPoliciesSchema = lenient(
  z.record(z.string(), z.unknown()).describe("Lifecycle policies by name."),
  z.record(
    z.string().regex(POLICY_NAME),
    z
      .union([z.strictObject({ file }).meta({ title: "Policy in a file" }), ...writtenInFull])
      .describe("A lifecycle policy that repositories refer to by name."),
  ),
);
