import { type z } from "zod";
import {
  PUBLIC_ACTIONS,
  PUBLIC_POLICY_CHANGES,
  PUBLIC_PUSH_ACTIONS,
  PUBLIC_READS,
  PUBLIC_REGISTRY_ACTIONS,
} from "../public-repositories/actions";
import { PUSH_ACTIONS, REGISTRY_ACTIONS, REGISTRY_POLICY_ACTIONS, REPOSITORY_ACTIONS } from "./actions";
import { registryPolicySchema, repositoryPolicySchema } from "./schema";

/** The actions of the service that a policy belongs to. */
interface ServiceActions {
  /** Prefix of the actions. */
  readonly service: "ecr" | "ecr-public";
  /** The service's name in messages. */
  readonly serviceName: string;
  /** Actions on repositories. */
  readonly actions: readonly string[];
  /** Actions on the whole registry. */
  readonly registryActions: readonly string[];
  /** The actions of a push. */
  readonly pushActions: readonly string[];
}

const PRIVATE: ServiceActions = {
  service: "ecr",
  serviceName: "ECR",
  actions: REPOSITORY_ACTIONS.map((name) => `ecr:${name}`),
  registryActions: REGISTRY_ACTIONS.map((name) => `ecr:${name}`),
  pushActions: PUSH_ACTIONS,
};

/** The differences between repository and registry policies, which share their checks. */
export interface PolicyKind extends ServiceActions {
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
  /** Actions that everyone may have, because what they read is public. @default - none */
  readonly openToEveryone?: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html */
export const REPOSITORY_POLICY: PolicyKind = {
  ...PRIVATE,
  subject: "repository-policy",
  called: "a repository policy",
  schema: repositoryPolicySchema,
  ofOneRepository: true,
  changedBy: ["ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"],
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-policies.html */
export const PUBLIC_REPOSITORY_POLICY: PolicyKind = {
  subject: "repository-policy",
  called: "a public repository's policy",
  service: "ecr-public",
  serviceName: "ECR Public",
  actions: PUBLIC_ACTIONS,
  registryActions: PUBLIC_REGISTRY_ACTIONS,
  pushActions: PUBLIC_PUSH_ACTIONS,
  schema: repositoryPolicySchema,
  ofOneRepository: true,
  changedBy: PUBLIC_POLICY_CHANGES,
  openToEveryone: PUBLIC_READS,
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html */
export const REGISTRY_POLICY: PolicyKind = {
  ...PRIVATE,
  subject: "registry-policy",
  called: "a registry policy",
  schema: registryPolicySchema,
  ofOneRepository: false,
  acceptedEverywhere: REGISTRY_POLICY_ACTIONS,
  changedBy: ["ecr:PutRegistryPolicy", "ecr:DeleteRegistryPolicy"],
};
