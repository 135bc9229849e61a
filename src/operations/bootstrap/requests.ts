import { type BucketFacts } from "./plan";
import { withOldVersions } from "./old-versions";
import { type StateBucket } from "./state-bucket";
import { resourcesOf, withTransport } from "./transport-policy";

export type BucketRequests = ReturnType<typeof bucketRequests>;

/**
 * The settings of a state bucket in the terms of S3's API.
 * @param facts what the bucket has; its other statements and rules are kept @default - the bucket is new
 * @param days days after which an old version is deleted
 */
export function bucketRequests(target: StateBucket, facts: BucketFacts | undefined, days: number) {
  const { region, kmsKeyId } = target;
  return {
    // us-east-1 is the default, and S3 rejects it as a location constraint.
    location: region === "us-east-1" ? undefined : region,
    ownership: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" as const }] },
    publicAccess: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    encryption: {
      Rules: [
        kmsKeyId === undefined
          ? { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const } }
          : {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: kmsKeyId },
              BucketKeyEnabled: true,
            },
      ],
    },
    versioning: { Status: "Enabled" as const },
    policy: withTransport(facts?.policy, resourcesOf(target)),
    lifecycle: { Rules: withOldVersions(facts?.rules ?? [], days) },
    transitionSize: facts?.transitionSize,
  };
}
