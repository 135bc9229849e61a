import { parseArn, partitionOf, type Partition } from "../../domain/aws/arn";
import { dnsSuffix } from "../../domain/aws/partitions";
import { type BackendArguments, type Environment } from "../../model/environment";

/** The S3 bucket of an environment's state, and how Terraform reaches it. */
export interface StateBucket {
  readonly environment: string;
  readonly bucket: string;
  /** Account that must own the bucket. */
  readonly account: string;
  readonly region: string;
  readonly partition: Partition;
  /** KMS key that encrypts the state: ARN, id or alias. @default - SSE-S3 */
  readonly kmsKeyId?: string;
  /** Profile and role of the state's backend. Terraform reaches the bucket with these, not with those of the provider. */
  readonly profile?: string;
  readonly roleArn?: string;
  /** An endpoint of AWS's own S3, such as a VPC endpoint. @default - the region's */
  readonly endpoint?: string;
  /** Whether requests have the bucket in their path instead of the host name. */
  readonly usePathStyle: boolean;
  /** Other environments that keep their state in the same bucket. */
  readonly sharedWith: readonly SharingEnvironment[];
}

export interface SharingEnvironment {
  readonly name: string;
  readonly account: string;
  readonly kmsKeyId?: string;
}

/**
 * The bucket of an environment's state.
 * @param all environments of the project, to find those that share the bucket
 * @param account account that must own the bucket @default - that of `state.s3.roleArn`, or the environment's
 * @throws Error if the state is not in Amazon S3
 */
export function stateBucketOf(environment: Environment, all: readonly Environment[], account?: string): StateBucket {
  const { name, location } = environment;
  const settings = s3Settings(environment);
  const bucket = textOf(settings, "bucket") ?? "";
  const region = textOf(settings, "region") ?? location.region;
  const roleArn = nested(settings["assume_role"], "role_arn");
  const endpoint = endpointOf(settings);
  requireAws(name, bucket, region, endpoint);
  return {
    environment: name,
    bucket,
    account: account ?? (roleArn === undefined ? undefined : parseArn(roleArn)?.account) ?? location.account,
    region,
    partition: partitionOf(region),
    kmsKeyId: textOf(settings, "kms_key_id"),
    profile: textOf(settings, "profile"),
    roleArn,
    endpoint,
    usePathStyle: settings["use_path_style"] === true,
    sharedWith: all.flatMap((other) => sharing(other, environment, bucket)),
  };
}

function s3Settings({ name, state }: Environment): BackendArguments {
  if (state.kind === "cloud") {
    throw new Error(
      `${name}: expected state in S3, found Terraform Cloud (organization ${state.organization}), which does not need a bucket. The first deployment creates the workspaces`,
    );
  }
  if (state.name === "s3") return state.settings;
  throw new Error(
    state.name === "local"
      ? `${name}: expected state in S3, found state in local files, which do not need a bucket. To move the state to S3, set state.s3.bucket`
      : `${name}: expected state in S3, found the backend ${state.name}, which this command cannot set up. Create the storage with your provider's tools`,
  );
}

/** A store that is only compatible has neither accounts nor a public access block. */
function requireAws(name: string, bucket: string, region: string, endpoint: string | undefined): void {
  if (endpoint === undefined) return;
  const { hostname } = new URL(endpoint);
  if (hostname.endsWith(`.${dnsSuffix(partitionOf(region))}`)) return;
  throw new Error(
    `${name}: expected a bucket in Amazon S3, found the S3-compatible store ${endpoint} (state.s3.endpoint). Create the bucket ${bucket} with that store's tools, and turn on versioning and encryption`,
  );
}

function sharing(other: Environment, { name }: Environment, bucket: string): SharingEnvironment[] {
  const { state, location } = other;
  if (other.name === name || state.kind === "cloud" || state.name !== "s3") return [];
  if (state.settings["bucket"] !== bucket || endpointOf(state.settings) !== undefined) return [];
  return [{ name: other.name, account: location.account, kmsKeyId: textOf(state.settings, "kms_key_id") }];
}

function textOf(settings: BackendArguments, name: string): string | undefined {
  const value = settings[name];
  return typeof value === "string" ? value : undefined;
}

function endpointOf({ endpoints }: BackendArguments): string | undefined {
  return nested(endpoints, "s3");
}

function nested(value: BackendArguments[string] | undefined, key: string): string | undefined {
  if (typeof value !== "object" || !(key in value)) return undefined;
  return textOf(value as BackendArguments, key);
}
