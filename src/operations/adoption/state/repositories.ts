import { z } from "zod";
import { parseArn, type AwsLocation } from "../../../domain/aws/arn";
import { quoteValue } from "../../../domain/problems/problem";
import {
  existingRepository,
  type ExistingPolicies,
  type ExistingRepository,
} from "../../../domain/repository/existing";
import { type PolicySetting } from "../../../domain/repository/settings";
import { type LeftOut } from "../found";
import { type StateResource } from "./resource";

const REPOSITORY_TYPE = "aws_ecr_repository";
const POLICY_TYPES: Readonly<Record<string, PolicySetting>> = {
  aws_ecr_lifecycle_policy: "lifecyclePolicy",
  aws_ecr_repository_policy: "repositoryPolicy",
};

/** A repository as a state holds it, with its policies. */
export interface StateRepository {
  readonly repositoryName: string;
  readonly location: AwsLocation;
  /** The repository and its policies. */
  readonly resources: readonly StateResource[];
  /** @default - the state does not say enough */
  readonly existing?: ExistingRepository;
  readonly policies: ExistingPolicies;
  /** What cannot be read from the state. */
  readonly leftOut: readonly LeftOut[];
  /** Whether deleting it in the state's configuration also deletes its images. */
  readonly forceDelete: boolean;
}

export interface StateContents {
  readonly repositories: readonly StateRepository[];
  /** Repositories without a name or place, and policies without a repository in the state. */
  readonly leftOut: readonly LeftOut[];
}

/** Attributes that the provider has always written. Without one, a declaration could differ from the repository. */
const repositorySchema = z.object({
  image_tag_mutability: z.string(),
  image_tag_mutability_exclusion_filter: z.array(z.object({ filter: z.string() })).nullish(),
  image_scanning_configuration: z.array(z.object({ scan_on_push: z.boolean() })),
  encryption_configuration: z.array(z.object({ encryption_type: z.string(), kms_key: z.string().nullish() })),
  tags: z.record(z.string(), z.string()).nullish(),
  tags_all: z.record(z.string(), z.string()).nullish(),
  force_delete: z.boolean().nullish(),
});
const placeSchema = z.object({ name: z.string().min(1), arn: z.string() });
const policySchema = z.object({ repository: z.string().min(1), policy: z.string() });

const REFRESH = "Run terraform apply -refresh-only in its configuration";

/** The repositories of a state, with the policies that the state has for each. */
export function repositoriesIn(resources: readonly StateResource[]): StateContents {
  const leftOut: LeftOut[] = [];
  const byArn = new Map<string, { readonly repository: Place; readonly resources: StateResource[] }>();
  for (const resource of resources.filter(({ type }) => type === REPOSITORY_TYPE)) {
    const place = placeOf(resource);
    if (typeof place === "string") {
      leftOut.push({ repositoryName: resource.address, part: "repository", reason: place });
      continue;
    }
    const known = byArn.get(place.arn);
    if (known === undefined) byArn.set(place.arn, { repository: place, resources: [resource] });
    else known.resources.push(resource);
  }
  const owners = [...byArn.values()];
  const policies = new Map<Place, StateResource[]>();
  for (const policy of resources.filter(({ type }) => type in POLICY_TYPES)) {
    const owner = ownerOf(policy, owners);
    if (typeof owner === "string") {
      const { address, type, values } = policy;
      const name = values?.["repository"];
      leftOut.push({
        repositoryName: typeof name === "string" ? name : address,
        part: POLICY_TYPES[type] ?? "repository",
        reason: owner,
      });
    } else policies.set(owner, [...(policies.get(owner) ?? []), policy]);
  }
  return {
    repositories: owners.map(({ repository, resources: own }) =>
      stateRepository(repository, own, policies.get(repository) ?? []),
    ),
    leftOut,
  };
}

interface Place {
  readonly name: string;
  readonly arn: string;
  readonly location: AwsLocation;
}

/** @returns the repository's place, or why the state does not say it */
function placeOf({ values, sensitive }: StateResource): Place | string {
  const parsed = placeSchema.safeParse(values);
  const arn = parsed.success ? parseArn(parsed.data.arn) : undefined;
  if (!parsed.success || arn === undefined) {
    return `expected a name and an ARN in the state, found ${values === undefined ? "no values" : `${quoteValue(values["name"])} and ${quoteValue(values["arn"])}`}. ${REFRESH}`;
  }
  if (sensitive.has("name"))
    return "expected a name that may be written to a file, found a sensitive value. Declare the repository by hand";
  return { ...parsed.data, location: { account: arn.account, region: arn.region } };
}

/**
 * @returns the repository of a policy, or why the state does not say it. The policy's region is known from provider 6 on; before, its
 *   module decides between repositories of the same name.
 */
function ownerOf(
  { values, module, address }: StateResource,
  owners: readonly { readonly repository: Place; readonly resources: readonly StateResource[] }[],
): Place | string {
  const name = values?.["repository"];
  if (typeof name !== "string") return `expected a repository in ${address}, found ${quoteValue(name)}. ${REFRESH}`;
  const matches = (key: string, own: string): boolean => typeof values?.[key] !== "string" || values[key] === own;
  const named = owners.filter(
    ({ repository: { name: own, location } }) =>
      own === name && matches("registry_id", location.account) && matches("region", location.region),
  );
  const inModule = named.filter(({ resources }) => resources.some((resource) => resource.module === module));
  const [owner, second] = inModule.length > 0 ? inModule : named;
  if (owner === undefined)
    return `expected the repository of ${address} in the state, found none. To adopt the policy, adopt its repository as well, with --from aws`;
  if (second !== undefined)
    return `expected one repository for ${address} in the state, found several with this name. Adopt the repository with --from aws`;
  return owner.repository;
}

function stateRepository(
  { name, arn, location }: Place,
  own: readonly StateResource[],
  policies: readonly StateResource[],
): StateRepository {
  const [resource] = own;
  const parsed = repositorySchema.safeParse(resource?.values);
  const leftOut: LeftOut[] = [];
  const texts: Partial<Record<PolicySetting, string>> = {};
  for (const part of new Set(policies.flatMap(({ type }) => POLICY_TYPES[type] ?? []))) {
    const text = textOf(policies.filter(({ type }) => POLICY_TYPES[type] === part));
    if ("fault" in text) {
      leftOut.push({ repositoryName: name, part, reason: `${text.fault}. Terraform will not manage the policy` });
    } else texts[part] = text.policy;
  }
  const fault = parsed.success ? sensitiveFault(resource) : missingFault(parsed.error);
  if (fault !== undefined) leftOut.push({ repositoryName: name, part: "repository", reason: fault });
  const data = parsed.data;
  return {
    repositoryName: name,
    location,
    resources: [...own, ...policies],
    existing:
      data === undefined || fault !== undefined
        ? undefined
        : existingRepository({
            repositoryName: name,
            repositoryArn: arn,
            registryId: location.account,
            imageTagMutability: data.image_tag_mutability,
            imageTagMutabilityExclusionFilters: data.image_tag_mutability_exclusion_filter ?? [],
            ...scanning(data.image_scanning_configuration),
            ...encryption(data.encryption_configuration),
          }),
    policies: {
      tags: data?.tags_all ?? data?.tags ?? {},
      ...(texts.lifecyclePolicy === undefined ? {} : { lifecyclePolicyText: texts.lifecyclePolicy }),
      ...(texts.repositoryPolicy === undefined ? {} : { repositoryPolicyText: texts.repositoryPolicy }),
    },
    leftOut,
    forceDelete: data?.force_delete === true,
  };
}

function scanning([block]: z.output<typeof repositorySchema>["image_scanning_configuration"]) {
  return block === undefined ? {} : { imageScanningConfiguration: { scanOnPush: block.scan_on_push } };
}

/** The provider writes an empty key for a type that has none. */
function encryption([block]: z.output<typeof repositorySchema>["encryption_configuration"]) {
  if (block === undefined) return {};
  const { encryption_type: encryptionType, kms_key: kmsKey } = block;
  return {
    encryptionConfiguration: {
      encryptionType,
      ...(kmsKey === undefined || kmsKey === null || kmsKey === "" ? {} : { kmsKey }),
    },
  };
}

function missingFault({ issues: [issue] }: z.ZodError): string {
  return `expected every setting in the state, found no readable value for ${issue?.path.join(".") ?? "the repository"}. ${REFRESH}`;
}

/** A value that the configuration hides must not be written to a file in clear text. */
function sensitiveFault(resource: StateResource | undefined): string | undefined {
  const names = Object.keys(repositorySchema.shape).filter((name) => resource?.sensitive.has(name) === true);
  if (names.length === 0) return undefined;
  return `expected values that may be written to a file, found sensitive ${names.join(", ")}. Declare the repository by hand`;
}

function textOf(policies: readonly StateResource[]): { readonly policy: string } | { readonly fault: string } {
  const texts = new Set<string>();
  for (const { address, values, sensitive } of policies) {
    const parsed = policySchema.safeParse(values);
    if (!parsed.success) return { fault: `expected a policy in ${address}, found none. ${REFRESH}` };
    if (sensitive.has("policy")) {
      return { fault: `expected a policy that may be written to a file, found a sensitive one in ${address}` };
    }
    texts.add(parsed.data.policy);
  }
  const [policy, second] = texts;
  if (policy === undefined || second !== undefined) {
    return { fault: `expected one policy, found several: ${policies.map(({ address }) => address).join(", ")}` };
  }
  return { policy };
}
