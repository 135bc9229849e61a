import { type Severity } from "../problems/problem";

/** Policies that the linter reads, and the first half of their rules' ids. */
export const POLICY_SUBJECTS = ["repository-policy", "registry-policy", "trust-policy", "role-policy"] as const;
export type PolicySubject = (typeof POLICY_SUBJECTS)[number];

/** A rule that policies must meet. */
export interface PolicyRule {
  /** The policies that it applies to. */
  readonly of: readonly PolicySubject[];
  /** Errors stop synthesis and cannot be accepted. */
  readonly severity: Severity;
  /** What a finding means. */
  readonly finds: string;
  /** Why it matters. */
  readonly because: string;
  /** Source of the rule. */
  readonly see: string;
}

/** The user guide of IAM. */
export const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
/** The user guide of ECR. */
export const ECR = "https://docs.aws.amazon.com/AmazonECR/latest/userguide";
/** Its pages about the elements of policies begin like this. */
export const ELEMENTS = `${IAM}/reference_policies_elements`;
/** The actions, resources and condition keys of ECR. */
export const ACTIONS =
  "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html";

export const RESOURCE_POLICIES = ["repository-policy", "registry-policy"] as const;
export const POLICIES_WITH_PRINCIPALS = [...RESOURCE_POLICIES, "trust-policy"] as const;
