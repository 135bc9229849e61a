import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  S3Client,
  type GetBucketEncryptionCommandOutput,
} from "@aws-sdk/client-s3";
import { type Environment } from "../model/environment";
import { type BucketFacts } from "../operations/bootstrap/plan";
import { type StateBucket } from "../operations/bootstrap/state-bucket";
import { parseBucketPolicy } from "../operations/bootstrap/transport-policy";
import { type ClientOptions, type ClientSettings } from "./client-settings";
import { limitedClient } from "./limited-client";
import { AwsRefusal, refusalOf } from "./refusal";

/** An environment with the credentials of its state's backend, which the AWS provider does not use. */
export function stateCaller(environment: Environment, target: StateBucket): Environment {
  const { account, region, profile, roleArn, endpoint } = target;
  return {
    ...environment,
    location: { account, region },
    provider: {
      profile,
      ...(roleArn === undefined ? {} : { assumeRole: { roleArn } }),
      endpoints: endpoint === undefined ? {} : { s3: endpoint },
    },
  };
}

/** A client for the bucket. Destroy it when done. */
export async function stateBucketClient(
  caller: Environment,
  { usePathStyle }: Pick<StateBucket, "usePathStyle">,
  options: ClientOptions = {},
): Promise<S3Client> {
  class BucketClient extends S3Client {
    constructor(settings: ClientSettings) {
      super({ ...settings, forcePathStyle: usePathStyle });
    }
  }
  return limitedClient(BucketClient, caller, "s3", options);
}

/**
 * Reads the settings of a bucket.
 * @returns `undefined` if the bucket does not exist
 * @throws AwsRefusal for a bucket of another account or region, and with every permission that is missing
 */
export async function readStateBucket(
  client: S3Client,
  caller: Environment,
  target: StateBucket,
): Promise<BucketFacts | undefined> {
  if (!(await isOwnBucket(client, caller, target))) return undefined;
  const id = idOf(target);
  const read = <T>(what: string, action: string, none: string | undefined, request: () => Promise<T>) =>
    request().catch((cause: unknown) => {
      if (none !== undefined && cause instanceof Error && cause.name === none) return undefined;
      throw refusalOf(cause, `read the ${what} of ${target.bucket} (${action})`, caller);
    });
  const requests = {
    ownership: read("object ownership", "s3:GetBucketOwnershipControls", "OwnershipControlsNotFoundError", () =>
      client.send(new GetBucketOwnershipControlsCommand(id)),
    ),
    access: read("public access block", "s3:GetBucketPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration", () =>
      client.send(new GetPublicAccessBlockCommand(id)),
    ),
    encryption: read(
      "encryption",
      "s3:GetEncryptionConfiguration",
      "ServerSideEncryptionConfigurationNotFoundError",
      () => client.send(new GetBucketEncryptionCommand(id)),
    ),
    versioning: read("versioning", "s3:GetBucketVersioning", undefined, () =>
      client.send(new GetBucketVersioningCommand(id)),
    ),
    policy: read("policy", "s3:GetBucketPolicy", "NoSuchBucketPolicy", () =>
      client.send(new GetBucketPolicyCommand(id)),
    ),
    lifecycle: read("lifecycle rules", "s3:GetLifecycleConfiguration", "NoSuchLifecycleConfiguration", () =>
      client.send(new GetBucketLifecycleConfigurationCommand(id)),
    ),
  };
  await requireAll(Object.values(requests));
  const { Policy } = (await requests.policy) ?? {};
  const lifecycle = await requests.lifecycle;
  return {
    ownership: (await requests.ownership)?.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
    publicAccess: (await requests.access)?.PublicAccessBlockConfiguration ?? {},
    encryption: defaultEncryption(await requests.encryption),
    versioning: (await requests.versioning)?.Status,
    policy: Policy === undefined ? undefined : parseBucketPolicy(Policy),
    rules: lifecycle?.Rules ?? [],
    transitionSize: lifecycle?.TransitionDefaultMinimumObjectSize,
  };
}

function defaultEncryption(found: GetBucketEncryptionCommandOutput | undefined): BucketFacts["encryption"] {
  const [rule] = found?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return algorithm === undefined ? undefined : { algorithm, key };
}

/** Names a bucket in requests. AWS denies them if the bucket belongs to another account. */
export function idOf({ bucket, account }: StateBucket) {
  return { Bucket: bucket, ExpectedBucketOwner: account };
}

/** @throws AwsRefusal for a bucket of another account or region */
async function isOwnBucket(client: S3Client, caller: Environment, target: StateBucket): Promise<boolean> {
  const { bucket, account } = target;
  const id = idOf(target);
  try {
    const { BucketRegion } = await client.send(new HeadBucketCommand(id));
    requireRegion(target, BucketRegion);
    return true;
  } catch (cause) {
    const { status, region } = responseOf(cause);
    if (status === 404) return false;
    requireRegion(target, region);
    if (status !== 403) throw refusalOf(cause, `look for the bucket ${bucket} (s3:ListBucket)`, caller);
    if (await isReadable(client, bucket)) {
      throw new AwsRefusal(
        "account",
        `${caller.name}: expected the bucket ${bucket} in account ${account}, found this bucket in a different account. If the state belongs in that account, add --account with its ID. To create a bucket, choose a different name in state.s3.bucket`,
        { cause },
      );
    }
    throw new AwsRefusal(
      "denied",
      `${caller.name}: cannot look for the bucket ${bucket} (s3:ListBucket): AWS denies access. If the bucket belongs to another account, choose a different name in state.s3.bucket. Otherwise, request s3:ListBucket on arn:${target.partition}:s3:::${bucket} for your identity in account ${account}`,
      { cause },
    );
  }
}

/** Whether the caller may read a bucket, of whatever account. */
async function isReadable(client: S3Client, Bucket: string): Promise<boolean> {
  return client.send(new HeadBucketCommand({ Bucket })).then(
    () => true,
    () => false,
  );
}

function requireRegion({ environment, bucket, region }: StateBucket, found: string | undefined): void {
  if (found === undefined || found === region) return;
  throw new AwsRefusal(
    "other",
    `${environment}: expected the bucket ${bucket} in ${region}, found it in ${found}. Set state.s3.region to ${found}, or choose a different name in state.s3.bucket`,
  );
}

/** HEAD requests have no body, so the status and the headers are all that AWS says. */
function responseOf(cause: unknown): { readonly status?: number; readonly region?: string } {
  if (typeof cause !== "object" || cause === null) return {};
  const { $metadata, $response } = cause as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  return { status: $metadata?.httpStatusCode, region: $response?.headers?.["x-amz-bucket-region"] };
}

/**
 * Waits for all requests.
 * @throws AwsRefusal with all missing permissions, so that they can be requested at once; else the first failure
 */
async function requireAll(requests: readonly Promise<unknown>[]): Promise<void> {
  const failures = (await Promise.allSettled(requests)).flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  const denied = failures.filter((cause) => cause instanceof AwsRefusal).filter(({ kind }) => kind === "denied");
  if (denied.length > 0 && denied.length === failures.length) {
    throw new AwsRefusal("denied", denied.map(({ message }) => message).join("\n"));
  }
  await Promise.all(requests);
}
