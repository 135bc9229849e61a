import { printHcl } from "../../hcl/print-files";
import { type JsonObject } from "../../hcl/value";
import { oldVersionsRule } from "../../operations/bootstrap/old-versions";
import { bucketRequests, type BucketRequests } from "../../operations/bootstrap/requests";
import { type StateBucket } from "../../operations/bootstrap/state-bucket";
import { transportPolicy } from "../../operations/bootstrap/transport-policy";
import { REQUIRED_PROVIDERS, REQUIRED_TERRAFORM } from "../../../stacks/versions";

const NAME = "state";
const BUCKET = `aws_s3_bucket.${NAME}`;

/** A new state bucket as a Terraform configuration of its own. */
export function bucketTerraform(target: StateBucket, days: number): string {
  const { environment, account } = target;
  const comments: Readonly<Record<string, string>> = {
    terraform: [
      `Bucket for the Terraform state of ${environment}, with the same settings that ecr bootstrap applies.`,
      "This configuration cannot store its own state in the bucket before the bucket exists. Keep the state locally, or move it to the bucket afterwards.",
      "For an existing bucket, add import blocks, and the bucket's current policy statements and lifecycle rules.",
    ].join("\n"),
    "provider.aws": `Fails with credentials for any account other than ${account}.`,
  };
  return printHcl(configuration(target, days), { comment: ({ address }) => comments[address] });
}

function configuration(target: StateBucket, days: number): JsonObject {
  const { bucket, account, region, profile, roleArn, endpoint } = target;
  const { ownership, publicAccess, encryption, versioning } = bucketRequests(target, undefined, days);
  return {
    terraform: { required_version: REQUIRED_TERRAFORM, required_providers: { aws: { ...REQUIRED_PROVIDERS.aws } } },
    provider: {
      aws: {
        region,
        profile,
        allowed_account_ids: [account],
        assume_role: roleArn === undefined ? undefined : [{ role_arn: roleArn }],
        endpoints: endpoint === undefined ? undefined : [{ s3: endpoint }],
      },
    },
    resource: {
      aws_s3_bucket: { [NAME]: { bucket, lifecycle: { prevent_destroy: true } } },
      ...setting("ownership_controls", {
        rule: ownership.Rules.map(({ ObjectOwnership }) => ({ object_ownership: ObjectOwnership })),
      }),
      ...setting("public_access_block", {
        block_public_acls: publicAccess.BlockPublicAcls,
        ignore_public_acls: publicAccess.IgnorePublicAcls,
        block_public_policy: publicAccess.BlockPublicPolicy,
        restrict_public_buckets: publicAccess.RestrictPublicBuckets,
      }),
      ...setting("server_side_encryption_configuration", { rule: [encryptionRule(encryption)] }),
      ...setting("versioning", { versioning_configuration: [{ status: versioning.Status }] }),
      ...setting("policy", { policy: policyExpression() }),
      ...setting("lifecycle_configuration", {
        rule: [lifecycleRule(days)],
        depends_on: [`aws_s3_bucket_versioning.${NAME}`],
      }),
    },
  };
}

function setting(type: string, body: JsonObject): JsonObject {
  return { [`aws_s3_bucket_${type}`]: { [NAME]: { bucket: `\${${BUCKET}.id}`, ...body } } };
}

function encryptionRule({ Rules: [rule] }: BucketRequests["encryption"]): JsonObject {
  const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return {
    apply_server_side_encryption_by_default: [{ sse_algorithm: SSEAlgorithm, kms_master_key_id: KMSMasterKeyID }],
    bucket_key_enabled: rule?.BucketKeyEnabled,
  };
}

function lifecycleRule(days: number): JsonObject {
  const { ID, Status, NoncurrentVersionExpiration, Expiration, AbortIncompleteMultipartUpload } = oldVersionsRule(days);
  return {
    id: ID,
    status: Status,
    // Every object.
    filter: [{}],
    noncurrent_version_expiration: [{ noncurrent_days: NoncurrentVersionExpiration.NoncurrentDays }],
    expiration: [{ expired_object_delete_marker: Expiration.ExpiredObjectDeleteMarker }],
    abort_incomplete_multipart_upload: [{ days_after_initiation: AbortIncompleteMultipartUpload.DaysAfterInitiation }],
  };
}

/** JSON is HCL's syntax of objects too. */
function policyExpression(): string {
  return `\${jsonencode(${JSON.stringify(transportPolicy([`\${${BUCKET}.arn}`, `\${${BUCKET}.arn}/*`]))})}`;
}
