import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  waitUntilBucketExists,
  type BucketLocationConstraint,
  type S3Client,
  type TransitionDefaultMinimumObjectSize,
} from "@aws-sdk/client-s3";
import { type Environment } from "../model/environment";
import { type BucketFacts, type SettingId } from "../operations/bootstrap/plan";
import { type StateBucket } from "../operations/bootstrap/state-bucket";
import { bucketRequests, type BucketRequests } from "../operations/bootstrap/requests";
import { AwsRefusal, refusalOf } from "./refusal";
import { idOf } from "./state-bucket";

/** Seconds until a new bucket must be visible. It usually is at once. */
const PATIENCE = 60;

/** Changes one setting of a bucket. Does no harm if it is repeated. */
type Change = (client: S3Client, target: StateBucket, requests: BucketRequests) => Promise<unknown>;

interface Step {
  readonly what: string;
  /** The permission that it needs. */
  readonly action: string;
  readonly change: Change;
}

const STEPS: Readonly<Record<SettingId, Step>> = {
  bucket: { what: "create the bucket", action: "s3:CreateBucket", change: create },
  ownership: {
    what: "set the object ownership",
    action: "s3:PutBucketOwnershipControls",
    change: (client, target, { ownership }) =>
      client.send(new PutBucketOwnershipControlsCommand({ ...idOf(target), OwnershipControls: ownership })),
  },
  publicAccess: {
    what: "block public access",
    action: "s3:PutBucketPublicAccessBlock",
    change: (client, target, { publicAccess }) =>
      client.send(new PutPublicAccessBlockCommand({ ...idOf(target), PublicAccessBlockConfiguration: publicAccess })),
  },
  encryption: {
    what: "set the encryption",
    action: "s3:PutEncryptionConfiguration",
    change: (client, target, { encryption }) =>
      client.send(new PutBucketEncryptionCommand({ ...idOf(target), ServerSideEncryptionConfiguration: encryption })),
  },
  versioning: {
    what: "turn on versioning",
    action: "s3:PutBucketVersioning",
    change: (client, target, { versioning }) =>
      client.send(new PutBucketVersioningCommand({ ...idOf(target), VersioningConfiguration: versioning })),
  },
  tls: {
    what: "require TLS",
    action: "s3:PutBucketPolicy",
    change: (client, target, { policy }) =>
      client.send(new PutBucketPolicyCommand({ ...idOf(target), Policy: JSON.stringify(policy) })),
  },
  oldVersions: {
    what: "set the lifecycle rules",
    action: "s3:PutLifecycleConfiguration",
    change: (client, target, { lifecycle, transitionSize }) =>
      client.send(
        new PutBucketLifecycleConfigurationCommand({
          ...idOf(target),
          LifecycleConfiguration: lifecycle,
          TransitionDefaultMinimumObjectSize: transitionSize as TransitionDefaultMinimumObjectSize | undefined,
        }),
      ),
  },
};

/**
 * Changes one setting of a bucket, or creates it.
 * @param facts what the bucket has now; other statements and rules are kept @default - the bucket is new
 * @throws AwsRefusal with the permission that the change needs
 */
export async function changeStateBucket(
  client: S3Client,
  caller: Environment,
  target: StateBucket,
  id: SettingId,
  { facts, days }: { readonly facts?: BucketFacts; readonly days: number },
): Promise<void> {
  const { what, action, change } = STEPS[id];
  try {
    await change(client, target, bucketRequests(target, facts, days));
  } catch (cause) {
    throw refusalOf(cause, `${what} ${id === "bucket" ? "" : "of "}${target.bucket} (${action})`, caller);
  }
}

async function create(client: S3Client, target: StateBucket, { location }: BucketRequests): Promise<void> {
  const { environment, bucket } = target;
  const configuration =
    location === undefined ? undefined : { LocationConstraint: location as BucketLocationConstraint };
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: configuration }));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    if (cause.name === "BucketAlreadyExists") {
      throw new AwsRefusal(
        "other",
        `${environment}: expected an unused bucket name, found ${bucket}, which another account uses. Choose a different name in state.s3.bucket`,
        { cause },
      );
    }
    // Someone else created it in the meantime, in the same account.
    if (cause.name !== "BucketAlreadyOwnedByYou") throw cause;
  }
  await waitUntilBucketExists({ client, maxWaitTime: PATIENCE }, idOf(target));
}
