import { type z } from "zod";
import { REGISTRY_POLICY_ACTIONS } from "./actions";
import { registryPolicySchema, repositoryPolicySchema } from "./schema";

/** How the policies of ECR differ: what else they have in common is checked by one check. */
export interface PolicyKind {
  /** First half of the ids of problems. */
  readonly subject: "repository-policy" | "registry-policy";
  /** What messages call it. */
  readonly called: string;
  readonly schema: z.ZodType;
  /** Whether it is about its own repository only: it has no `Resource`, and actions about the registry are void. */
  readonly ofOneRepository: boolean;
  /** Actions that it accepts in every account. @default - all that it is about */
  readonly acceptedEverywhere?: readonly string[];
  /** Whoever could change the policy is under the policy too. */
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
