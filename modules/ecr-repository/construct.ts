import { DataAwsKmsAlias } from "@cdktf/provider-aws/lib/data-aws-kms-alias";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository as EcrRepositoryResource } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { partitionOf, type AwsLocation, type Partition } from "../../src/domain/aws/arn";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { checkGrants } from "../../src/domain/grants/check";
import { foldAdvice } from "../../src/domain/grants/fold";
import { grantParts } from "../../src/domain/grants/parts";
import { type Grant } from "../../src/domain/grants/schema";
import { terraformName } from "../../src/domain/terraform/terraform-name";
import { errorsOf, prefixed, type Problem } from "../../src/domain/problems/problem";
import { jsonPolicy } from "../kit/json-policy";
import { optionalMap } from "../kit/optional";
import { throwOnErrors } from "../kit/throw-on-errors";
import { lifecycleDocument } from "../../src/domain/lifecycle-policy/document";
import { checkPolicyLength } from "../../src/domain/repository-policy/check";
import { repositoryPolicyDocument } from "../../src/domain/repository-policy/document";
import { checkPrincipals, grantStatements } from "../../src/domain/repository-policy/grants";
import { checkSettings, checkLifecyclePolicyOnce, checkRepositoryPolicyOnce } from "../../src/domain/repository/check";
import { checkRepositoryName } from "../../src/domain/repository/name";
import { REPOSITORY_DEFAULTS, type RepositorySettings } from "../../src/domain/repository/settings";

/** Arguments of `EcrRepository`. All have defaults. */
export interface EcrRepositoryProps extends Partial<RepositorySettings> {
  /**
   * Name of the repository, 2 to 256 characters, slashes allowed.
   * @default - the construct id
   * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
   */
  readonly repositoryName?: string;
  /**
   * Account and region of the repository. ARNs are checked against them and their partition.
   * @default - not checked; account IDs among the principals are in the partition `aws`
   */
  readonly location?: AwsLocation;
  /**
   * Principals that may pull: account IDs or ARNs of IAM roles and users. They become a statement in the repository
   * policy.
   * @default - only the repository's own account
   */
  readonly pullPrincipals?: readonly string[];
  /**
   * Principals that may push and pull: account IDs or ARNs of IAM roles and users.
   * @default - only the repository's own account
   */
  readonly pushPrincipals?: readonly string[];
  /**
   * Who may pull, in addition to `pullPrincipals`: account IDs, ARNs of IAM roles and users, organizations, their units, and
   * AWS services. Each can be limited to networks.
   * @default - no one
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
   */
  readonly pull?: readonly Grant[];
  /**
   * Who may push and pull, in addition to `pushPrincipals`. Services can only pull.
   * @default - no one
   */
  readonly push?: readonly Grant[];
  /**
   * Whether the repository is under the prefix of a pull-through cache rule. If so, `pull` and `push` also grant the import of
   * images from the upstream registry.
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
   */
  readonly cached?: boolean;
  /**
   * Expression that evaluates to `lifecyclePolicy` as JSON, for a policy that several repositories share, e.g.
   * `${local.lifecycle_policies.standard}`. The checks still read `lifecyclePolicy`.
   * @default - `lifecyclePolicy` is written out in full
   */
  readonly lifecyclePolicyReference?: string;
  /**
   * Expression that evaluates to the ARN of the key in `encryptionConfiguration`, for a key of the same stack, e.g.
   * `${aws_kms_key.registry.arn}`. The checks still read `encryptionConfiguration`.
   * @default - `kmsKey` is written as it is, and an alias is looked up
   */
  readonly kmsKeyReference?: string;
}

/**
 * A private ECR repository with its lifecycle policy and repository policy.
 *
 * Terraform addresses come from the name (`team/api` is `aws_ecr_repository.team_api`), not from a hash.
 * Arguments are checked against AWS's rules when the construct is created. Only AWS checks tokens.
 * @throws an error that lists all arguments that AWS would reject
 * @example
 * new EcrRepository(this, "Api", { repositoryName: "team/api", deletionPolicy: "Retain", pullPrincipals: ["111122223333"] });
 */
export class EcrRepository extends Construct {
  /** The repository, for references from other resources. */
  readonly resource: EcrRepositoryResource;
  /** The repository's lifecycle policy, if it has one. */
  readonly lifecyclePolicy?: EcrLifecyclePolicy;
  /** The repository policy, if the arguments grant or deny something. */
  readonly repositoryPolicy?: EcrRepositoryPolicy;

  /**
   * Checks the settings and adds the repository with its policies.
   * @param scope stack or construct to which the repository belongs
   * @param id ID of the construct, unique in the scope
   * @param props settings of the repository
   */
  constructor(scope: Construct, id: string, props: EcrRepositoryProps = {}) {
    super(scope, id);
    const name = props.repositoryName ?? id;
    const settings: RepositorySettings = { ...REPOSITORY_DEFAULTS, ...withoutUndefined(props) };
    throwOnErrors(this, [
      ...(Token.isUnresolved(name) ? [] : checkRepositoryName(name)),
      ...checkProps(props, settings),
    ]);

    const address = terraformName(Token.isUnresolved(name) ? id : name);
    this.resource = new EcrRepositoryResource(this, "Resource", {
      name,
      imageTagMutability: settings.imageTagMutability,
      imageTagMutabilityExclusionFilter: exclusionFilters(settings),
      imageScanningConfiguration: { scanOnPush: settings.scanOnPush },
      encryptionConfiguration: [
        {
          encryptionType: settings.encryptionConfiguration.encryptionType,
          kmsKey: props.kmsKeyReference ?? this.kmsKeyArn(address, settings.encryptionConfiguration.kmsKey),
        },
      ],
      forceDelete: settings.forceDelete || undefined,
      tags: optionalMap(settings.tags),
      lifecycle: settings.deletionPolicy === "Retain" ? { preventDestroy: true } : undefined,
    });
    this.resource.overrideLogicalId(address);

    if (settings.lifecyclePolicy !== undefined) {
      this.lifecyclePolicy = new EcrLifecyclePolicy(this, "LifecyclePolicy", {
        repository: this.resource.name,
        policy: props.lifecyclePolicyReference ?? jsonPolicy(lifecycleDocument(settings.lifecyclePolicy)),
      });
      this.lifecyclePolicy.overrideLogicalId(address);
    }
    const repositoryPolicy = policyOf(props);
    if (repositoryPolicy !== undefined) {
      this.repositoryPolicy = new EcrRepositoryPolicy(this, "RepositoryPolicy", {
        repository: this.resource.name,
        policy: jsonPolicy(repositoryPolicy),
      });
      this.repositoryPolicy.overrideLogicalId(address);
    }
  }

  /** Terraform address of the repository, e.g. `aws_ecr_repository.team_api`. */
  get address(): string {
    return `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`;
  }

  /** ARN of the repository, known after it is created. */
  get repositoryArn(): string {
    return this.resource.arn;
  }

  /** URL of the repository for `docker push` and `docker pull`: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  get repositoryUrl(): string {
    return this.resource.repositoryUrl;
  }

  /**
   * Resolves an alias to its key's ARN. AWS returns the ARN, so an alias would show up as a difference in every plan.
   */
  private kmsKeyArn(address: string, kmsKey: string | undefined): string | undefined {
    if (kmsKey?.startsWith("alias/") !== true) return kmsKey;
    const alias = new DataAwsKmsAlias(this, "KmsAlias", { name: kmsKey });
    alias.overrideLogicalId(address);
    return alias.targetKeyArn;
  }
}

/** `undefined` if there are none, because AWS providers before 6.8 do not support the block. */
function exclusionFilters({ imageTagMutabilityExclusionFilters: filters }: RepositorySettings) {
  return filters.length === 0 ? undefined : filters.map((filter) => ({ filter, filterType: "WILDCARD" }));
}

function partitionFor({ location }: EcrRepositoryProps): Partition {
  return location === undefined ? "aws" : partitionOf(location.region);
}

function policyOf(props: EcrRepositoryProps): PolicyDocument | undefined {
  const { repositoryPolicy, pullPrincipals, pushPrincipals, pull = [], push = [], cached, location } = props;
  const partition = partitionFor(props);
  const context = { ...location, partition, cached };
  const grants = [...grantParts(pull, "pull", context), ...grantParts(push, "push", context)];
  return repositoryPolicyDocument(
    repositoryPolicy,
    grantStatements({ pullPrincipals, pushPrincipals, grants }, partition),
  );
}

function checkProps(props: EcrRepositoryProps, settings: RepositorySettings): Problem[] {
  const {
    pullPrincipals = [],
    pushPrincipals = [],
    pull = [],
    push = [],
    lifecyclePolicy,
    repositoryPolicy,
    location,
  } = props;
  const partition = partitionFor(props);
  const problems = [
    ...checkSettings(settings, location),
    ...prefixed(["pullPrincipals"], checkPrincipals(pullPrincipals, partition)),
    ...prefixed(["pushPrincipals"], checkPrincipals(pushPrincipals, partition)),
    ...prefixed(["pull"], checkGrants(pull, { access: "pull", location })),
    ...prefixed(["push"], checkGrants(push, { access: "push", location })),
  ];
  if (lifecyclePolicy !== undefined) {
    problems.push(...prefixed(["lifecyclePolicy"], checkLifecyclePolicyOnce(lifecyclePolicy)));
  }
  if (repositoryPolicy !== undefined) {
    problems.push(...prefixed(["repositoryPolicy"], checkRepositoryPolicyOnce(repositoryPolicy, { partition })));
  }
  // The length is that of the whole policy, grants included. It is only checked once the parts are valid.
  if (errorsOf(problems).length > 0) return problems;
  const policy = policyOf(props);
  return [
    ...problems,
    ...prefixed(["repositoryPolicy"], policy === undefined ? [] : checkPolicyLength(policy, foldAdvice(policy))),
  ];
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Partial<T>;
}
