import { differencesWithOrigins } from "../../domain/repository/differences/compare-with-aws";
import { differenceText } from "../../domain/repository/differences/difference";
import { type DifferenceWithOrigin } from "../../domain/repository/differences/origin";
import { declaredPolicies } from "../../domain/repository/addresses";
import { type ExistingPolicies, type ExistingRepository } from "../../domain/repository/existing";
import { type PolicySetting } from "../../domain/repository/settings";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";

/** A copy in an additional region that exists, compared with its declaration. */
export interface ExistingCopy {
  readonly repositoryName: string;
  readonly region: string;
  /** Declared policies that the copy lacks. Terraform creates them instead of importing them. */
  readonly without: readonly PolicySetting[];
  /** What the first deployment changes, and policies that it does not manage. */
  readonly differences: readonly DifferenceWithOrigin[];
  /** Why Terraform cannot import it. @default - it can */
  readonly fault?: string;
}

/** @param regional the additional region, as an environment of its own */
export function existingCopy(
  declared: RepositoryDeclaration,
  { tags, partition, location: { region } }: Environment,
  found: ExistingRepository,
  policies: ExistingPolicies,
): ExistingCopy {
  const { repositoryName } = declared;
  const texts: Readonly<Record<PolicySetting, string | undefined>> = {
    lifecyclePolicy: policies.lifecyclePolicyText,
    repositoryPolicy: policies.repositoryPolicyText,
  };
  const without = declaredPolicies(declared).filter((policy) => texts[policy] === undefined);
  const place = { tags, partition, imports: [{ repositoryName, without }] };
  const differences = differencesWithOrigins(declared, place, found, policies);
  const fixed = differences.find(({ field }) => field.startsWith("encryptionConfiguration"));
  return {
    repositoryName,
    region,
    without,
    differences,
    fault:
      fixed &&
      `${differenceText(fixed)}. AWS cannot change the encryption of a repository, so Terraform would replace the copy. Delete the copy, deploy, and copy the images again with npx ecr replicate <environment> --backfill`,
  };
}

/** The differences that the first deployment changes. */
export function copyChanges({ differences }: ExistingCopy): DifferenceWithOrigin[] {
  return differences.filter(({ origin }) => origin !== "unmanaged");
}
