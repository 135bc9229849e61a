import { z } from "zod";
import { shown } from "../../modules/core/problem";
import { DESCRIPTIONS } from "../../modules/ecr-repository/settings";
import { POLICY_PRESETS, type PolicyPreset } from "../../modules/lifecycle-policy/authoring/presets";
import { policyWordsSchema } from "../../modules/lifecycle-policy/authoring/words-schema";
import { lifecycleRulesSchema } from "../../modules/lifecycle-policy/schema";
import { repositoryPolicySchema } from "../../modules/repository-policy/schema";
import { outlineOf } from "./in-full";

/** The word that keeps a repository free of the environment's default policy. */
export const NO_POLICY = "none";

const policyText = z.string().min(2).describe("The policy as JSON text.");
const file = z.string().min(1).describe("A file of AWS's lifecycle policy JSON, relative to the environment's folder.");
const policyName = z.string().min(1);

const presets = Object.keys(POLICY_PRESETS) as [PolicyPreset, ...PolicyPreset[]];
const preset = z.enum(presets).describe("A policy that comes with this project; `docs/lifecycle.md` lists them.");
const words = policyWordsSchema.meta({ id: "PolicyWords" }).describe("Rules in words, which become AWS's rules.");

const lifecycleRules = lifecycleRulesSchema.meta({ id: "LifecycleRules" });
const repositoryPolicy = repositoryPolicySchema.meta({ id: "RepositoryPolicy" });

/** The two or three ways to give a policy, one of which must be there. */
function oneOfThese<S extends z.ZodRawShape>(shape: S) {
  const keys = Object.keys(shape);
  return z.strictObject(shape).refine((written) => Object.keys(written).length === 1, {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) => {
      const found = Object.keys(input as object);
      return `found ${found.length === 0 ? "nothing" : `${found.join(" and ")} together`}; exactly one of ${keys.join(", ")} is allowed`;
    },
  });
}

/** A lifecycle policy: by name, `none`, AWS's document, or its text as the operator's manifests carry it. */
export const lifecyclePolicyChoice = outlineOf(
  z
    .union([policyName, oneOfThese({ rules: z.unknown().optional(), policyText: policyText.optional() })], {
      error: ({ input }) =>
        `found ${shown(input)}; the name of a policy, ${NO_POLICY}, { rules: [...] } or { policyText: ... } is allowed`,
    })
    .describe(DESCRIPTIONS.lifecyclePolicy),
  z.union([policyName, z.strictObject({ policyText }), z.strictObject({ rules: lifecycleRules })]),
);

/** A repository policy: AWS's document, its text, or `none`. */
export const repositoryPolicyChoice = outlineOf(
  z
    .union([z.string().min(1), z.record(z.string(), z.unknown())], {
      error: ({ input }) => `found ${shown(input)}; a policy document, its JSON text or ${NO_POLICY} is allowed`,
    })
    .describe(DESCRIPTIONS.repositoryPolicy),
  z.union([z.string().min(1), repositoryPolicy]),
);

/** A lifecycle policy with a name: in a file beside the environment, or written there. */
export const namedPolicySchema = oneOfThese({
  file: file.optional(),
  rules: z.unknown().optional(),
  words: z.unknown().optional(),
  preset: preset.optional(),
  policyText: policyText.optional(),
});

/** What a policy may be called. */
export const POLICY_NAME = /^[A-Za-z][\w.-]*$/;

/** Policies by name; each is read by `namedPolicySchema`, so that a fault in one leaves the names of all. */
export const namedPoliciesSchema = outlineOf(
  z.record(z.string(), z.unknown()).describe("Lifecycle policies by name."),
  z.record(
    z.string().regex(POLICY_NAME),
    z
      .union([
        z.strictObject({ file }),
        z.strictObject({ rules: lifecycleRules }),
        z.strictObject({ words }),
        z.strictObject({ preset }),
        z.strictObject({ policyText }),
      ])
      .describe("A lifecycle policy that repositories choose by its name."),
  ),
);
