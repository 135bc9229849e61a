import { type AwsLocation } from "../aws/arn";
import { type Tags } from "../aws/tags";
import { tagDifferences } from "../repository/differences/compare-with-aws";
import { compared, difference, type RepositoryDifference } from "../repository/differences/difference";
import { withOrigins, type DifferenceWithOrigin } from "../repository/differences/origin";
import { policyDifferences } from "../repository/differences/repository-policy";
import { publicPolicyOf } from "./check";
import { type ExistingCatalog, type PublicDetails } from "./existing";
import { markedPublic, type PublicCatalog, type PublicRepositorySettings } from "./settings";

type Catalog = Omit<PublicCatalog, "logoImageBlob"> & { readonly logoImageFile?: string };

/** A public repository as an environment declares it. */
export interface DeclaredPublicRepository extends Pick<
  PublicRepositorySettings,
  "repositoryName" | "pushPrincipals" | "repositoryPolicy" | "tags"
> {
  readonly catalog?: Catalog;
}

/** The settings of the repository's environment, with what its next deployment imports. */
export interface PublicContext {
  /** The environment's default tags. */
  readonly tags: Tags;
  readonly location: AwsLocation;
  readonly imports: readonly { readonly repositoryName: string }[];
}

/**
 * The differences between a declaration and AWS, field by field. Policies are compared by meaning. Not compared: a catalog that is
 * not declared, because Terraform does not manage it, and the image of the logo, because AWS returns only its address.
 */
export function publicDifferences(
  declared: DeclaredPublicRepository,
  { tags, location, imports }: PublicContext,
  found: PublicDetails,
): DifferenceWithOrigin[] {
  const policy = publicPolicyOf(declared);
  const text = found.repositoryPolicyText;
  const differences = [
    ...(declared.catalog === undefined ? [] : catalogDifferences(declared.catalog, found.catalog)),
    ...policyDifferences(policy, text),
    ...tagDifferences({ ...tags, ...declared.tags }, found.tags),
  ];
  const marked = markedPublic(declared.repositoryName);
  return withOrigins(differences, {
    lifecyclePolicy: undefined,
    repositoryPolicy: policy,
    found: { tags: found.tags, ...(text === undefined ? {} : { repositoryPolicyText: text }) },
    imported: imports.some(({ repositoryName }) => repositoryName === marked) ? ["repositoryPolicy"] : [],
    location,
  });
}

function catalogDifferences(declared: Catalog, found: ExistingCatalog): RepositoryDifference[] {
  const { logoImageFile } = declared;
  return [
    ...(["description", "about", "usage"] as const).flatMap((field) =>
      (declared[field] ?? "") === (found[field] ?? "")
        ? []
        : [difference(`catalog.${field}`, declared[field], found[field])],
    ),
    ...(["architectures", "operatingSystems"] as const).flatMap((field) =>
      // The order of the labels does not matter.
      compared(`catalog.${field}`, [...(declared[field] ?? [])].sort(), [...(found[field] ?? [])].sort()),
    ),
    ...(logoImageFile === undefined || found.logoUrl !== undefined
      ? []
      : [difference("catalog.logoImageFile", logoImageFile, undefined)]),
  ];
}
