import { dnsSuffix, partitionOf, type Partition } from "./partitions";

/**
 * Accounts, regions, partitions and ARNs.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export { dnsSuffix, partitionOf, REGION, type Partition } from "./partitions";

export const ACCOUNT_ID = /^\d{12}$/;

/** Account and region. Together with a name, they determine the ARN of an ECR or IAM resource. */
export interface AwsLocation {
  /** Account ID, 12 digits. */
  readonly account: string;
  /** Region of the registry, such as `eu-west-1`. It also determines the partition. */
  readonly region: string;
  /**
   * Additional regions whose registries contain the same repositories.
   * @default - none
   */
  readonly otherRegions?: readonly string[];
}

export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for global services such as IAM. */
  readonly region: string;
  /** Empty if the service's ARNs have no account. */
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN; `undefined` if the text is not an ARN. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*|\*):([^:]*):(.+)$/.exec(text);
  if (match === null) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}

/** ARN of a repository, or of all repositories that match if `name` ends in `*`. */
export function repositoryArn({ account, region }: AwsLocation, name: string): string {
  return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}`;
}

/** ARN of a public repository, which has no region. */
export function publicRepositoryArn({ account }: Pick<AwsLocation, "account">, name: string): string {
  return `arn:aws:ecr-public::${account}:repository/${name}`;
}

/** ARNs of a repository in all regions of a location. */
export function repositoryArns(location: AwsLocation, name: string): string[] {
  const { account, region, otherRegions = [] } = location;
  return [region, ...otherRegions].map((each) => repositoryArn({ account, region: each }, name));
}

/** ARN of an IAM role; `path` begins and ends with a slash. */
export function roleArn({ account, region }: AwsLocation, name: string, path = "/"): string {
  return `arn:${partitionOf(region)}:iam::${account}:role${path}${name}`;
}

/** ARN of an EKS cluster. */
export function eksClusterArn({ account, region }: AwsLocation, name: string): string {
  return `arn:${partitionOf(region)}:eks:${region}:${account}:cluster/${name}`;
}

/** Account and region of a registry, and the kind of host name in its URLs. */
export interface RegistryLocation extends AwsLocation {
  /**
   * Whether the host name also has IPv6 addresses.
   * @default false
   */
  readonly dualStack?: boolean;
}

/** Partitions with dual-stack host names of registries. */
export const DUAL_STACK_PARTITIONS: readonly Partition[] = ["aws", "aws-us-gov"];

/**
 * Host name of an account's private registry.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
 */
export function registryHost({ account, region, dualStack }: RegistryLocation): string {
  if (dualStack === true) return `${account}.dkr-ecr.${region}.on.aws`;
  return `${account}.dkr.ecr.${region}.${dnsSuffix(partitionOf(region))}`;
}

/** A repository's URL for `docker push` and `docker pull`. */
export function repositoryUrl(location: RegistryLocation, name: string): string {
  return `${registryHost(location)}/${name}`;
}

/** Shell command that logs Docker in to the registry. @param host host name of the registry, or a reference to it */
export function dockerLoginCommand(location: RegistryLocation, host = registryHost(location)): string {
  return `aws ecr get-login-password --region ${location.region} | docker login --username AWS --password-stdin ${host}`;
}
