import { z } from "zod";
import { quoteValue } from "../problems/problem";
import { DESCRIPTIONS } from "./settings";
import { POLICY_PRESETS, type PolicyPreset } from "../lifecycle-policy/shorthand/presets";
import { policyWordsSchema, type PolicyWords } from "../lifecycle-policy/shorthand/schema";
import { lifecycleRulesSchema } from "../lifecycle-policy/schema";
import { repositoryPolicySchema } from "../repository-policy/schema";
import { lenient } from "../problems/lenient-schema";

/** The word that keeps a repository free of the environment's default policy. */
export const NO_POLICY = "none";

const policyText = z.string().min(2).describe("The policy as JSON text.");
const file = z
  .string()
  .min(1)
  .describe("A file with AWS's lifecycle policy JSON or rules in words, relative to the environment's folder.");
const policyName = z.string().min(1);

const presets = Object.keys(POLICY_PRESETS) as [PolicyPreset, ...PolicyPreset[]];
const preset = z.enum(presets).describe("A policy that comes with this project; `docs/lifecycle.md` lists them.");
const words = policyWordsSchema.meta({ id: "PolicyWords" });

const lifecycleRules = lifecycleRulesSchema.meta({ id: "LifecycleRules" });
const repositoryPolicy = repositoryPolicySchema.meta({ id: "RepositoryPolicy" });

const part = z.unknown().optional();
const ownWords = {
  protect: part,
  expire: part,
  expireUntagged: part,
  keepNewest: part,
  archiveUnused: part,
} satisfies Record<keyof PolicyWords, typeof part>;
const forms = { rules: part, preset: preset.optional(), policyText: policyText.optional(), words: part };

const WORDS: readonly string[] = Object.keys(ownWords);
const FORMS: readonly string[] = ["file", ...Object.keys(forms)];

/** Whether a mapping is a lifecycle policy in words, and in no other form beside them. */
export function isInWords(written: unknown): boolean {
  if (typeof written !== "object" || written === null) return false;
  const keys = Object.keys(written);
  return keys.some((key) => WORDS.includes(key)) && !keys.some((key) => FORMS.includes(key));
}

/** What of a mapping stands for a policy: each form by itself, the words together. */
function choicesIn(written: object): string[] {
  const keys = Object.keys(written);
  const own = keys.filter((key) => WORDS.includes(key));
  return [...keys.filter((key) => FORMS.includes(key)), ...(own.length > 0 ? [own.join(", ")] : [])];
}

/** A mapping that gives a policy in just one of the forms that it may have. */
function oneOfThese<S extends z.ZodRawShape>(shape: S) {
  const alone = Object.keys(shape).filter((key) => FORMS.includes(key));
  return z.strictObject({ ...shape, ...ownWords }).refine((written) => choicesIn(written).length === 1, {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) => {
      const found = choicesIn(input as object);
      return `found ${found.length === 0 ? "nothing" : `${found.join(" and ")} together`}; exactly one of ${alone.join(", ")} is allowed, or any of ${WORDS.join(", ")}`;
    },
  });
}

/** The forms of a lifecycle policy where a repository or the defaults write it. */
export const writtenPolicySchema = oneOfThese(forms);

/** The forms of a lifecycle policy with a name, which may be in a file beside the environment too. */
export const namedPolicySchema = oneOfThese({ file: file.optional(), ...forms });

const writtenInFull = [
  words,
  z.strictObject({ words: words.describe("The words above, in a mapping of their own.") }),
  z.strictObject({ preset }),
  z.strictObject({ rules: lifecycleRules }),
  z.strictObject({ policyText }),
] as const;

/** A lifecycle policy: by name, `none`, or in one of the forms that it may have, of which `writtenPolicySchema` tells. */
export const lifecyclePolicyChoice = lenient(
  z
    .union([policyName, z.record(z.string(), z.unknown())], {
      error: ({ input }) =>
        `found ${quoteValue(input)}; the name of a policy, ${NO_POLICY}, rules in words as { keepNewest: 30 }, { preset: ... }, { rules: [...] } or { policyText: ... } is allowed`,
    })
    .describe(DESCRIPTIONS.lifecyclePolicy),
  z.union([policyName, ...writtenInFull]),
);

/** A repository policy: AWS's document, its text, or `none`. */
export const repositoryPolicyChoice = lenient(
  z
    .union([z.string().min(1), z.record(z.string(), z.unknown())], {
      error: ({ input }) => `found ${quoteValue(input)}; a policy document, its JSON text or ${NO_POLICY} is allowed`,
    })
    .describe(DESCRIPTIONS.repositoryPolicy),
  z.union([z.string().min(1), repositoryPolicy]),
);

/** What a policy may be called. */
export const POLICY_NAME = /^[A-Za-z][\w.-]*$/;

/** Policies by name; each is read by `namedPolicySchema`, so that a fault in one leaves the names of all. */
export const namedPoliciesSchema = lenient(
  z.record(z.string(), z.unknown()).describe("Lifecycle policies by name."),
  z.record(
    z.string().regex(POLICY_NAME),
    z
      .union([z.strictObject({ file }), ...writtenInFull])
      .describe("A lifecycle policy that repositories choose by its name."),
  ),
);
