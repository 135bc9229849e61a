import { lifecycleDocument } from "../../lifecycle-policy/document";
import { type LifecyclePolicy } from "../../lifecycle-policy/schema";
import { type Path } from "../../problems/problem";
import { NO_POLICY } from "../policy-schema";
import { type RepositorySettings } from "../settings";
import { type LimitedSetting } from "./schema";

/** A repository's settings that rules are about. */
export interface RuleSubject extends Omit<RepositorySettings, "repositoryPolicy" | "tags"> {
  readonly repositoryName: string;
  /** @default - the policy has no name */
  readonly lifecyclePolicyName?: string | undefined;
  /** With the environment's default tags. */
  readonly tags: Readonly<Record<string, string | undefined>>;
}

/** A value of a repository's setting, as rules name it. */
export interface LimitedValue {
  /** As messages show it. */
  readonly shown: string;
  /** All names that a rule may use for the value. */
  readonly names: readonly string[];
}

interface Limit {
  /** Path of the setting in the repository. */
  readonly at: Path;
  readonly valuesOf: (subject: RuleSubject, policyNames: PolicyNames) => readonly LimitedValue[];
}

/** The alias of ECR's own key, which encrypts repositories with KMS and no key. */
const DEFAULT_KEY = "alias/aws/ecr";

const OWN_POLICY = "a different policy";

/** How rules read each setting. */
export const LIMITS: Readonly<Record<LimitedSetting, Limit>> = {
  imageTagMutability: {
    at: ["imageTagMutability"],
    valuesOf: ({ imageTagMutability }) => [named(imageTagMutability)],
  },
  imageTagMutabilityExclusionFilters: {
    at: ["imageTagMutabilityExclusionFilters"],
    valuesOf: ({ imageTagMutabilityExclusionFilters }) => imageTagMutabilityExclusionFilters.map(named),
  },
  scanOnPush: { at: ["scanOnPush"], valuesOf: ({ scanOnPush }) => [named(String(scanOnPush))] },
  encryptionType: {
    at: ["encryptionConfiguration", "encryptionType"],
    valuesOf: ({ encryptionConfiguration }) => [named(encryptionConfiguration.encryptionType)],
  },
  kmsKey: {
    at: ["encryptionConfiguration", "kmsKey"],
    valuesOf: ({ encryptionConfiguration: { encryptionType, kmsKey = DEFAULT_KEY } }) =>
      encryptionType === "AES256" ? [] : [named(kmsKey)],
  },
  lifecyclePolicy: {
    at: ["lifecyclePolicy"],
    valuesOf: ({ lifecyclePolicy, lifecyclePolicyName }, policyNames) => {
      const equal = lifecyclePolicy === undefined ? [] : policyNames.of(lifecyclePolicy);
      if (lifecyclePolicyName !== undefined)
        return [{ shown: lifecyclePolicyName, names: [lifecyclePolicyName, ...equal] }];
      if (lifecyclePolicy === undefined) return [named(NO_POLICY)];
      return [{ shown: equal[0] ?? OWN_POLICY, names: equal }];
    },
  },
  deletionPolicy: { at: ["deletionPolicy"], valuesOf: ({ deletionPolicy }) => [named(deletionPolicy)] },
  forceDelete: { at: ["forceDelete"], valuesOf: ({ forceDelete }) => [named(String(forceDelete))] },
};

function named(name: string): LimitedValue {
  return { shown: name, names: [name] };
}

/** Names of an environment's lifecycle policies by what they do, because manifests write the policy instead of its name. */
export class PolicyNames {
  private readonly byDocument = new Map<string, string[]>();
  private readonly known = new WeakMap<LifecyclePolicy, readonly string[]>();

  constructor(policies: ReadonlyMap<string, LifecyclePolicy | undefined>) {
    for (const [name, policy] of policies) {
      if (policy === undefined) continue;
      const key = keyOf(policy);
      this.byDocument.set(key, [...(this.byDocument.get(key) ?? []), name]);
    }
  }

  of(policy: LifecyclePolicy): readonly string[] {
    const names = this.known.get(policy) ?? this.byDocument.get(keyOf(policy)) ?? [];
    this.known.set(policy, names);
    return names;
  }
}

function keyOf(policy: LifecyclePolicy): string {
  return JSON.stringify(lifecycleDocument(policy));
}
