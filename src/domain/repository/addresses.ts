import { logicalId } from "../terraform/logical-id";
import { type PolicySetting, type RepositorySettings } from "./settings";

/** What of a repository's settings decides which resources it has. */
export interface WithPolicies extends Partial<Pick<RepositorySettings, "lifecyclePolicy" | "repositoryPolicy">> {
  readonly repositoryName: string;
  readonly pullPrincipals?: readonly string[];
  readonly pushPrincipals?: readonly string[];
}

/** The policies that a repository declares; grants are a repository policy too. */
export function declaredPolicies(repository: WithPolicies): PolicySetting[] {
  const { lifecyclePolicy, repositoryPolicy, pullPrincipals = [], pushPrincipals = [] } = repository;
  const hasAccess = repositoryPolicy !== undefined || pullPrincipals.length + pushPrincipals.length > 0;
  return [
    ...(lifecyclePolicy === undefined ? [] : (["lifecyclePolicy"] as const)),
    ...(hasAccess ? (["repositoryPolicy"] as const) : []),
  ];
}

const REPOSITORY_TYPE = "aws_ecr_repository";

const TYPES = {
  lifecyclePolicy: "aws_ecr_lifecycle_policy",
  repositoryPolicy: "aws_ecr_repository_policy",
} as const satisfies Record<PolicySetting, string>;

/**
 * Terraform addresses of a repository and its policies. Each of them is imported by the repository's name.
 * @param without policies that are left out
 */
export function addressesOf(repository: WithPolicies, without: readonly PolicySetting[] = []): string[] {
  const id = logicalId(repository.repositoryName);
  const policies = declaredPolicies(repository).filter((policy) => !without.includes(policy));
  return [`${REPOSITORY_TYPE}.${id}`, ...policies.map((policy) => `${TYPES[policy]}.${id}`)];
}

/** Terraform addresses that a repository and its policies have or would have, whatever is declared of it. */
export function allAddressesOf(repositoryName: string): string[] {
  const id = logicalId(repositoryName);
  return [REPOSITORY_TYPE, ...Object.values(TYPES)].map((type) => `${type}.${id}`);
}
