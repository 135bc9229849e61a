import { type CreationTemplate } from "../src/domain/registry/template-settings";
import { type Environment } from "../src/model/environment";

/**
 * Versions that the synthesized Terraform requires. The bindings would pin one version, but nothing here needs more than the
 * lower bounds.
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export const REQUIRED_TERRAFORM = ">= 1.11";

export const REQUIRED_PROVIDERS = {
  aws: { source: "hashicorp/aws", version: ">= 5.100, < 7.0" },
  kubernetes: { source: "hashicorp/kubernetes", version: ">= 2.38, < 4.0" },
} as const;

/** For modules: an upper bound there would keep every caller from the next major version, even if it works. */
export function withoutUpperBound({ source, version }: RequiredProvider): RequiredProvider {
  return { source, version: version.replace(/, < .*$/, "") };
}

/** The first AWS provider with `image_tag_mutability_exclusion_filter`. */
const AWS_WITH_EXCLUSION_FILTERS = { source: "hashicorp/aws", version: ">= 6.8, < 7.0" } as const;

/** The first AWS provider whose creation templates have `image_tag_mutability_exclusion_filter`. */
const AWS_WITH_TEMPLATE_FILTERS = { source: "hashicorp/aws", version: ">= 6.10, < 7.0" } as const;

/** The first AWS provider whose creation templates accept `CREATE_ON_PUSH`, and with `aws_ecr_pull_time_update_exclusion`. */
const AWS_WITH_CREATE_ON_PUSH = { source: "hashicorp/aws", version: ">= 6.28, < 7.0" } as const;

/** The first AWS provider whose account settings include `BLOB_MOUNTING`. */
const AWS_WITH_BLOB_MOUNTING = { source: "hashicorp/aws", version: ">= 6.29, < 7.0" } as const;

export interface RequiredProvider {
  readonly source: string;
  readonly version: string;
}

/** The AWS provider that the settings of an environment's registry stack need. */
export function awsForRegistry({ repositories, registry = {} }: Environment): RequiredProvider {
  const { creationTemplates = [], accountSettings, pullTimeUpdateExclusions = [] } = registry;
  const hasFilters = ({ imageTagMutabilityExclusionFilters: filters = [] }: ExclusionFilters): boolean =>
    filters.length > 0;
  if (accountSettings?.BLOB_MOUNTING !== undefined) return AWS_WITH_BLOB_MOUNTING;
  const createsOnPush = creationTemplates.some(({ appliedFor }) => appliedFor.includes("CREATE_ON_PUSH"));
  if (createsOnPush || pullTimeUpdateExclusions.length > 0) return AWS_WITH_CREATE_ON_PUSH;
  if (creationTemplates.some(hasFilters)) return AWS_WITH_TEMPLATE_FILTERS;
  return repositories.some(hasFilters) ? AWS_WITH_EXCLUSION_FILTERS : REQUIRED_PROVIDERS.aws;
}

type ExclusionFilters = Pick<CreationTemplate, "imageTagMutabilityExclusionFilters">;
