import { publicNameOf } from "../public-repositories/settings";
import { KEY_ADDRESSES, REGISTRY_KEY } from "../registry/key";
import { terraformName } from "../terraform/terraform-name";
import { hasGrants, type PrincipalGrants } from "../repository-policy/grants";
import { type PolicySetting, type RepositorySettings } from "./settings";

/** The settings that decide which resources a repository has. */
export interface WithPolicies
  extends Partial<Pick<RepositorySettings, "lifecyclePolicy" | "repositoryPolicy">>, PrincipalGrants {
  readonly repositoryName: string;
}

/** The policies that a repository declares; grants need a repository policy. */
export function declaredPolicies(repository: WithPolicies): PolicySetting[] {
  const { lifecyclePolicy, repositoryPolicy } = repository;
  const hasAccess = repositoryPolicy !== undefined || hasGrants(repository);
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
 * Terraform addresses of a repository and its policies. The import id of each is the repository's name.
 * @param without policies to omit
 */
export function addressesOf(repository: WithPolicies, without: readonly PolicySetting[] = []): string[] {
  const id = terraformName(repository.repositoryName);
  const policies = declaredPolicies(repository).filter((policy) => !without.includes(policy));
  return [`${REPOSITORY_TYPE}.${id}`, ...policies.map((policy) => `${TYPES[policy]}.${id}`)];
}

/** Terraform address of a repository's policy. */
export function policyAddress(repositoryName: string, policy: PolicySetting): string {
  return `${TYPES[policy]}.${terraformName(repositoryName)}`;
}

/** Terraform types of a public repository and of its policy. */
export const PUBLIC_TYPES = ["aws_ecrpublic_repository", "aws_ecrpublic_repository_policy"] as const;

/** Whether a Terraform type belongs to public repositories. */
export function isPublicType(type: string): boolean {
  return (PUBLIC_TYPES as readonly string[]).includes(type);
}

/**
 * All Terraform addresses that a repository and its policies can have.
 * @param repositoryName of a private repository, of a public one that is marked, or the registry's key
 */
export function allAddressesOf(repositoryName: string): string[] {
  if (repositoryName === REGISTRY_KEY) return [...KEY_ADDRESSES];
  const publicName = publicNameOf(repositoryName);
  const id = terraformName(publicName ?? repositoryName);
  if (publicName !== undefined) return PUBLIC_TYPES.map((type) => `${type}.${id}`);
  return [REPOSITORY_TYPE, ...Object.values(TYPES)].map((type) => `${type}.${id}`);
}
