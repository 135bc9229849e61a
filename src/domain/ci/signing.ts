import { partitionOf, type AwsLocation } from "../aws/arn";
import { regionalArnStart } from "../aws/arn-patterns";

/** The action with which ECR signs an image for the principal that pushes it. */
export const SIGN_ACTION = "signer:SignPayload";

const NAME = "[A-Za-z0-9_]{2,64}";

/**
 * Name of a signing profile, or its ARN.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export const SIGNING_PROFILE = new RegExp(`^(?:${NAME}|${regionalArnStart("signer")}/signing-profiles/${NAME})$`);

/** ARN of a signing profile, by its name or its ARN. */
export function signingProfileArn({ account, region }: AwsLocation, profile: string): string {
  if (profile.startsWith("arn:")) return profile;
  return `arn:${partitionOf(region)}:signer:${region}:${account}:/signing-profiles/${profile}`;
}
