import { shellWord } from "../../domain/text/format";
import { bucketRequests } from "../../operations/bootstrap/requests";
import { type StateBucket } from "../../operations/bootstrap/state-bucket";

/** A new state bucket as commands of the AWS CLI, to paste into a shell. */
export function bucketAwsCli(target: StateBucket, days: number): string {
  const { environment, bucket, account, region, profile, roleArn, endpoint } = target;
  const requests = bucketRequests(target, undefined, days);
  const caller = [`--region ${region}`, ...(profile === undefined ? [] : [`--profile ${shellWord(profile)}`])];
  const common = [...caller, ...(endpoint === undefined ? [] : [`--endpoint-url ${shellWord(endpoint)}`])];
  const identity = ["aws sts get-caller-identity --query Account --output text", ...caller];
  const create = [
    `aws s3api create-bucket --bucket ${bucket}`,
    ...common,
    ...(requests.location === undefined
      ? []
      : [`--create-bucket-configuration LocationConstraint=${requests.location}`]),
  ];
  const put = (command: string, option: string, value: object): string =>
    [
      `aws s3api ${command} --bucket ${bucket}`,
      [...common, `--expected-bucket-owner ${account}`].join(" "),
      `--${option} ${shellWord(JSON.stringify(value))}`,
    ].join(" \\\n  ");
  return `${[
    `# Bucket for the Terraform state of ${environment}, with the same settings that ecr bootstrap applies.`,
    ...(roleArn === undefined ? [] : [`# Run this with credentials for ${roleArn}.`]),
    "# put-bucket-policy and put-bucket-lifecycle-configuration replace the policy and the lifecycle rules of an existing bucket.",
    `[ "$(${identity.join(" ")})" = ${account} ] &&\n  ${create.join(" ")}`,
    put("put-bucket-ownership-controls", "ownership-controls", requests.ownership),
    put("put-public-access-block", "public-access-block-configuration", requests.publicAccess),
    put("put-bucket-encryption", "server-side-encryption-configuration", requests.encryption),
    put("put-bucket-versioning", "versioning-configuration", requests.versioning),
    put("put-bucket-policy", "policy", requests.policy),
    put("put-bucket-lifecycle-configuration", "lifecycle-configuration", requests.lifecycle),
  ].join("\n")}\n`;
}
