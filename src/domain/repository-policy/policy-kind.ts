import { type z } from "zod";
import { REGISTRY_POLICY_ACTIONS } from "./actions";
import { registryPolicySchema, repositoryPolicySchema } from "./schema";

/** The differences between repository and registry policies, which share their checks. */
export interface PolicyKind {
  /** First half of the rule ids. */
  readonly subject: "repository-policy" | "registry-policy";
  /** The policy's name in messages. */
  readonly called: string;
  readonly schema: z.ZodType;
  /** Whether the policy applies to its own repository only: no `Resource`, and registry actions have no effect. */
  readonly ofOneRepository: boolean;
  /** Actions that the policy accepts in every account. @default - all actions */
  readonly acceptedEverywhere?: readonly string[];
  /** Actions that change the policy. Denying them to everyone locks the policy. */
  readonly changedBy: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html */
export const REPOSITORY_POLICY: PolicyKind = {
  subject: "repository-policy",
  called: "a repository policy",
  schema: repositoryPolicySchema,
  ofOneRepository: true,
  changedBy: ["ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"],
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html */
export const REGISTRY_POLICY: PolicyKind = {
  subject: "registry-policy",
  called: "a registry policy",
  schema: registryPolicySchema,
  ofOneRepository: false,
  acceptedEverywhere: REGISTRY_POLICY_ACTIONS,
  changedBy: ["ecr:PutRegistryPolicy", "ecr:DeleteRegistryPolicy"],
};
