import { checkTags, type Tags } from "../../domain/aws/tags";
import { type PolicyDocument } from "../../domain/iam/policy";
import { checkPublicRepository, publicPolicyOf } from "../../domain/public-repositories/check";
import { type ExistingPublicRepository, type PublicDetails } from "../../domain/public-repositories/existing";
import { markedPublic, type PublicCatalog } from "../../domain/public-repositories/settings";
import { checkPublicRepositoryPolicy } from "../../domain/repository-policy/check";
import { repositoryPolicyDocument } from "../../domain/repository-policy/document";
import { checkPrincipals } from "../../domain/repository-policy/grants";
import { errorsOf } from "../../domain/problems/problem";
import { principalsOf, samePolicy } from "../../domain/repository-policy/same-policy";
import { addedTagsFault } from "./entry";
import { messages, ownTags, readable, remarksOf, withoutFullStop, type LeftOut } from "./found";

/** An entry of `publicRepositories`. */
export interface PublicEntry {
  readonly repositoryName: string;
  readonly catalog?: PublicCatalog;
  readonly pushPrincipals?: readonly string[];
  readonly repositoryPolicy?: PolicyDocument;
  readonly tags?: Tags;
}

/** A public repository to declare, and what a declaration cannot express. Its name is marked in `leftOut`. */
export interface PublicFinding {
  /** @default - it cannot be declared */
  readonly found?: {
    readonly entry: PublicEntry;
    /** What AWS has of the declared settings. */
    readonly details: PublicDetails;
    /** Default tags that the first deployment adds. */
    readonly tagsAdded: readonly string[];
  };
  readonly leftOut: readonly LeftOut[];
  readonly remarks: readonly string[];
}

/**
 * Converts a public repository in AWS to the shortest entry that declares it as it is.
 * @param defaultTags the environment's
 * @param exact whether a repository that lacks default tags is left out
 */
export function foundPublicRepository(
  { repositoryName }: ExistingPublicRepository,
  details: PublicDetails,
  defaultTags: Tags,
  exact: boolean,
): PublicFinding {
  const leftOut = (part: LeftOut["part"], fault: string, what: string): LeftOut => ({
    repositoryName: markedPublic(repositoryName),
    part,
    reason: `${withoutFullStop(fault)}. Terraform will not manage the ${what}`,
  });
  const tags = ownTags(details.tags);
  const { logoUrl, ...texts } = details.catalog;
  const catalogFaults = messages(checkPublicRepository({ repositoryName: "aa", catalog: texts }));
  const policy = readable<PolicyDocument>(details.repositoryPolicyText, checkPublicRepositoryPolicy);
  const tagsAdded = Object.keys(defaultTags).filter((key) => !(key in tags));
  const faults = [
    ...messages(checkPublicRepository({ repositoryName })),
    ...checkTags({ ...defaultTags, ...tags }).map(({ message }) => message),
    ...(exact && tagsAdded.length > 0 ? [addedTagsFault(tagsAdded)] : []),
  ];
  const remarks = [...remarksOf(details.tags), ...logoRemarks(logoUrl)];
  if (faults.length > 0) return { leftOut: [leftOut("repository", faults.join("; "), "repository")], remarks };
  const own = Object.entries(tags).filter(([key, value]) => defaultTags[key] !== value);
  const hasCatalog = Object.keys(texts).length > 0 && catalogFaults.length === 0;
  const entry: PublicEntry = {
    repositoryName,
    ...(hasCatalog ? { catalog: texts } : {}),
    ...accessOf(policy.policy),
    ...(own.length === 0 ? {} : { tags: Object.fromEntries(own) }),
  };
  const { repositoryPolicyText } = details;
  return {
    found: {
      entry,
      details: {
        catalog: details.catalog,
        ...(policy.policy === undefined || repositoryPolicyText === undefined ? {} : { repositoryPolicyText }),
        tags: { ...defaultTags, ...tags },
      },
      tagsAdded,
    },
    leftOut: [
      ...(catalogFaults.length === 0 ? [] : [leftOut("catalog", catalogFaults.join("; "), "catalog")]),
      ...(policy.fault === undefined ? [] : [leftOut("repositoryPolicy", policy.fault, "policy")]),
    ],
    remarks,
  };
}

/** AWS returns only the address of a logo, and Terraform needs the image to manage it. */
function logoRemarks(logoUrl: string | undefined): string[] {
  if (logoUrl === undefined) return [];
  return [
    `has a logo, which is not declared because AWS returns only its address (${logoUrl}). To manage the logo, download it and declare it as catalog.logoImageFile. Otherwise, check the logo after you change the catalog`,
  ];
}

/** `pushPrincipals` if they are valid and result in the same policy. */
function accessOf(policy: PolicyDocument | undefined): Pick<PublicEntry, "pushPrincipals" | "repositoryPolicy"> {
  if (policy === undefined) return {};
  const { Statement = [] } = repositoryPolicyDocument(policy, []) ?? {};
  const pushPrincipals = principalsOf(Statement.find(({ Sid }) => Sid === "AllowPush"));
  const isSame =
    errorsOf(checkPrincipals(pushPrincipals, "aws")).length === 0 &&
    samePolicy(publicPolicyOf({ pushPrincipals }), policy);
  return isSame ? { pushPrincipals } : { repositoryPolicy: policy };
}
